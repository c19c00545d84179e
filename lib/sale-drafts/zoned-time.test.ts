import { expect, test } from 'vitest'
import { instantOf, isTimeZone, wallTime } from './zoned-time.ts'

const at = (wall: string, zone: string) => {
  const found = instantOf(wall, zone)
  return found && [new Date(found.atMs).toISOString(), found.note]
}

test('a time on the wall is one instant, in summer and in winter', () => {
  expect(at('2026-07-01T19:00', 'Europe/Berlin')).toEqual(['2026-07-01T17:00:00.000Z', null])
  expect(at('2026-12-01T19:00', 'Europe/Berlin')).toEqual(['2026-12-01T18:00:00.000Z', null])
  expect(at('2026-12-01T19:00', 'Asia/Kathmandu')).toEqual(['2026-12-01T13:15:00.000Z', null])
  expect(at('2026-12-01T00:30', 'Pacific/Auckland')).toEqual(['2026-11-30T11:30:00.000Z', null])
})

test('the hour that is skipped and the hour that comes twice are said', () => {
  expect(at('2026-03-29T02:30', 'Europe/Berlin')).toEqual(['2026-03-29T01:30:00.000Z', 'skipped'])
  expect(wallTime(Date.parse('2026-03-29T01:30:00Z'), 'Europe/Berlin')).toBe('2026-03-29T03:30')
  expect(at('2026-10-25T02:30', 'Europe/Berlin')).toEqual(['2026-10-25T00:30:00.000Z', 'twice'])
  expect(at('2026-11-01T01:30', 'America/New_York')).toEqual(['2026-11-01T05:30:00.000Z', 'twice'])
})

test('there and back is the same time, through a year in zones that move', () => {
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
    for (let hour = 0; hour < 8760; hour += 37) {
      const wall = wallTime(Date.UTC(2026, 0, 1, hour), zone)
      expect(wallTime(instantOf(wall, zone)?.atMs ?? 0, zone), `${wall} ${zone}`).toBe(wall)
    }
  }
})

test('what is no time, and what is no zone, is refused', () => {
  for (const wall of ['', '2026-02-31T10:00', 'tomorrow', '2026-01-01T24:00'])
    expect(instantOf(wall, 'UTC')).toBeNull()
  expect(['Europe/Berlin', 'Berlin', ''].map(isTimeZone)).toEqual([true, false, false])
})
