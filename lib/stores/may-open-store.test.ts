import { expect, test } from 'vitest'
import { canStoresBeOpened, mayOpenStore } from './may-open-store.ts'

test('where addresses are named, these open stores and no others', () => {
  const listed = { storeOpeners: ['ada@example.com'] }
  expect(mayOpenStore(listed, ' Ada@Example.com ')).toBe(true)
  expect(mayOpenStore(listed, 'ada@example.com.evil.example')).toBe(false)
  expect(mayOpenStore(listed, '')).toBe(false)
  expect(canStoresBeOpened(listed)).toBe(true)
})

test('nobody is nobody, and anybody anybody', () => {
  expect(mayOpenStore({ storeOpeners: [] }, 'ada@example.com')).toBe(false)
  expect(canStoresBeOpened({ storeOpeners: [] })).toBe(false)
  expect(mayOpenStore({ storeOpeners: 'anybody' }, 'ada@example.com')).toBe(true)
})
