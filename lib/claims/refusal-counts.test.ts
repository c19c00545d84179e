import { expect, test } from 'vitest'
import { createRefusalCounts, type RefusalRow } from './refusal-counts.ts'

function counter(write?: () => Promise<void>) {
  const written: RefusalRow[][] = []
  const tasks: (() => void)[] = []
  const counts = createRefusalCounts({
    write: async (rows) => {
      written.push(rows)
      await write?.()
    },
    schedule: (task) => void tasks.push(task),
  })
  return { counts, written, tasks }
}

test('a hundred thousand refusals become one write with a row for each sale and reason', async () => {
  const { counts, written, tasks } = counter()
  for (let n = 0; n < 50_000; n += 1) {
    counts.count('a', 'sold_out')
    counts.count('b', n % 2 ? 'not_open' : 'busy')
  }
  expect(tasks).toHaveLength(1)
  await counts.flush()
  expect(written).toEqual([
    [
      { saleId: 'a', reason: 'sold_out', amount: 50_000 },
      { saleId: 'b', reason: 'not_open', amount: 25_000 },
      { saleId: 'b', reason: 'busy', amount: 25_000 },
    ],
  ])
})

test('what was written is not written again, and nothing is written when there is nothing', async () => {
  const { counts, written, tasks } = counter()
  counts.count('a', 'closed')
  await counts.flush()
  await counts.flush()
  counts.count('a', 'closed')
  expect(written).toHaveLength(1)
  expect(tasks).toHaveLength(2)
})

test('sales beyond the bound go uncounted instead of growing without end', async () => {
  const { counts, written } = counter()
  for (let n = 0; n < 2_000; n += 1) counts.count(`sale ${n}`, 'sold_out')
  await counts.flush()
  expect(written[0]).toHaveLength(500)
})
