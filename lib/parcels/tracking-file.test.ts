import { expect, test } from 'vitest'
import { readTrackingFile } from './tracking-file.ts'

test('good lines are taken and every other one is named with what to do', () => {
  const file = readTrackingFile(
    [
      'Order,Carrier,Tracking number',
      '7K3M-Q2XA,dhl,JD 0001',
      '7k3mq2xb,UPS,1Z999',
      'hello,UPS,1Z999',
      '7K3M-Q2XC,,1Z999',
      '7K3M-Q2XD,UPS,=1+1',
      '7K3M-Q2XA,UPS,1Z998',
      '7K3M-Q2XE,,',
      '"7K3M-Q2XF","Bike ""fast"" courier",B-1234',
    ].join('\n'),
  )
  expect(file.rows).toEqual([
    { line: 2, number: '7K3M-Q2XA', carrier: 'DHL', trackingNumber: 'JD0001' },
    { line: 3, number: '7K3M-Q2XB', carrier: 'UPS', trackingNumber: '1Z999' },
    { line: 9, number: '7K3M-Q2XF', carrier: 'Bike "fast" courier', trackingNumber: 'B-1234' },
  ])
  expect(file.problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '4: “hello” is no order number: it looks like 7K3M-Q2XA.',
    '5: The carrier is missing: write its name, for example DHL.',
    '6: “=1+1” is no tracking number: 4 to 50 letters, digits and dashes.',
    '7: Order 7K3M-Q2XA is on line 2 already: an order that leaves in two parcels is shipped on its own page.',
  ])
})

test('columns are found by their names, and without names they are order, carrier, tracking', () => {
  const named = 'Placed;Order;Name;Tracking;Carrier\n2026;7K3M-Q2XA;Ada;JD0001;DHL\n'
  for (const text of [named, '7K3M-Q2XA,DHL,JD0001'])
    expect(readTrackingFile(text).rows).toMatchObject([
      { number: '7K3M-Q2XA', carrier: 'DHL', trackingNumber: 'JD0001' },
    ])
})

test('an empty, a broken and a far too long file say so', () => {
  expect(readTrackingFile('').problems).toMatchObject([{ line: 1 }])
  expect(readTrackingFile('a,b\n"never closed').problems).toMatchObject([{ line: 2 }])
  const long = Array.from({ length: 5_002 }, (_, n) => `7K3M-${String(n).padStart(4, '0')},DHL,JD0001`).join(
    '\n',
  )
  expect(readTrackingFile(long)).toMatchObject({
    rows: [],
    problems: [{ message: expect.stringContaining('split it') }],
  })
})
