import { describe, expect, test } from 'vitest'
import { createMessageOutbox, type Outgoing, type SendAnswer } from './message-outbox.ts'

/** A phone: what it keeps outlives the page, and every call waits until the test lets the answer through. */
function phone() {
  const kept = { text: null as string | null }
  let ids = 0
  const open = () => {
    const sent: Outgoing[] = []
    const answers: ((answer: SendAnswer) => void)[] = []
    const delays: number[] = []
    const later: (() => void)[] = []
    const outbox = createMessageOutbox({
      send: (message) =>
        new Promise((resolve) => {
          sent.push(message)
          answers.push(resolve)
        }),
      storage: {
        read: () => kept.text,
        write: (text) => {
          kept.text = text
        },
      },
      newRequestId: () => {
        ids += 1
        return `request-${ids}`
      },
      wallNow: () => 1_000_000,
      schedule: (task, delayMs) => {
        delays.push(delayMs)
        later.push(task)
      },
    })
    const answer = async (given: SendAnswer) => {
      answers.shift()?.(given)
      await new Promise((resolve) => setTimeout(resolve))
    }
    const write = (text: string) => {
      outbox.setDraft(text)
      outbox.write(7)
    }
    const shown = () => outbox.getState().outgoing.map(({ body, state }) => `${body} ${state}`)
    return { outbox, sent, answer, delays, later, write, shown }
  }
  return { kept, open }
}

const NO_ANSWER: SendAnswer = { kind: 'no_answer' }
const SENT: SendAnswer = { kind: 'sent' }

describe('a message', () => {
  test('is kept before it is sent, and no longer once the server has it', async () => {
    const { kept, open } = phone()
    const page = open()
    page.write('  Hello  ')
    expect(page.sent).toMatchObject([{ requestId: 'request-1', body: 'Hello', seenTo: 7 }])
    expect(kept.text).toContain('Hello')
    await page.answer(SENT)
    expect(kept.text).toBeNull()
    expect(page.shown()).toEqual(['Hello sent'])
    page.outbox.confirm(new Set(['request-1']))
    expect(page.shown()).toEqual([])
  })

  test('with no answer is kept and sent again with its own request id, later each time', async () => {
    const page = phone().open()
    page.write('Hello')
    await page.answer(NO_ANSWER)
    expect(page.shown()).toEqual(['Hello kept'])
    page.later.shift()?.()
    await page.answer(NO_ANSWER)
    page.later.shift()?.()
    await page.answer(SENT)
    expect(new Set(page.sent.map(({ requestId }) => requestId))).toEqual(new Set(['request-1']))
    expect(page.delays).toEqual([2_000, 4_000])
    expect(page.shown()).toEqual(['Hello sent'])
  })

  test('survives a reload and a dead battery, and is sent when the page opens again', async () => {
    const { open } = phone()
    open().write('In a tunnel')
    const again = open()
    expect(again.shown()).toEqual(['In a tunnel sending'])
    again.outbox.flush()
    expect(again.sent).toMatchObject([{ requestId: 'request-1' }])
  })

  test('waits for the one before it: they arrive in the order in which they were written', async () => {
    const page = phone().open()
    page.write('One')
    page.write('Two')
    expect(page.sent).toHaveLength(1)
    await page.answer(NO_ANSWER)
    page.outbox.flush()
    await page.answer(SENT)
    expect(page.sent.map(({ body }) => body)).toEqual(['One', 'One', 'Two'])
  })

  test('that was refused says why, and lets the next one through', async () => {
    const page = phone().open()
    page.write('One')
    page.write('Two')
    await page.answer({ kind: 'refused', reason: 'Too many.' })
    await page.answer(SENT)
    expect(page.shown()).toEqual(['One refused', 'Two sent'])
    page.outbox.retry('request-1')
    await page.answer(SENT)
    expect(page.shown()).toEqual(['One sent', 'Two sent'])
  })

  test('that was refused goes back to where it was typed, before what has been typed since', async () => {
    const page = phone().open()
    page.write('One')
    await page.answer({ kind: 'refused', reason: 'Too long.' })
    page.outbox.setDraft('Two')
    page.outbox.edit('request-1')
    expect(page.outbox.getState()).toEqual({ draft: 'One\nTwo', outgoing: [] })
  })
})

test('what is being typed is there after a reload, and an empty message is none', () => {
  const { kept, open } = phone()
  const page = open()
  page.write('   \n ')
  expect(page.sent).toEqual([])
  page.outbox.setDraft('Half a sen')
  expect(open().outbox.getState().draft).toBe('Half a sen')
  page.outbox.setDraft('')
  expect(kept.text).toBeNull()
})

test('what another tab has sent is not sent again by this one', async () => {
  const { open } = phone()
  const [here, there] = [open(), open()]
  here.write('Hello')
  there.outbox.noticeOtherTab()
  expect(there.shown()).toEqual(['Hello sending'])
  await here.answer(SENT)
  there.outbox.noticeOtherTab()
  expect(there.shown()).toEqual([])
  there.outbox.flush()
  expect(there.sent).toEqual([])
})

test.each(['{', '[]', '7', '{"draft":7,"outgoing":[{"requestId":1},null]}'])(
  'what somebody else left in storage (%s) is dropped',
  (text) => {
    const { kept, open } = phone()
    kept.text = text
    expect(open().outbox.getState()).toEqual({ draft: '', outgoing: [] })
  },
)
