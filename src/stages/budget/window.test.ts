/** Windows by the calendar: where clocks change, where days have no midnight, and over the turn of a year. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isTimeZone, type WindowKind, Windows } from './window.js'

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString())

function windowAt(kind: WindowKind, zone: string, at: string) {
  const { startsAt, endsAt } = new Windows().at(kind, zone, Date.parse(at))
  return [iso(startsAt), iso(endsAt)]
}

describe('a window', () => {
  it('is a day of 23 or 25 hours where the clocks change', () => {
    assert.deepEqual(windowAt('day', 'Europe/Berlin', '2026-03-29T12:00:00Z'), [
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ])
    assert.deepEqual(windowAt('day', 'Europe/Berlin', '2026-10-25T12:00:00Z'), [
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ])
  })

  it('begins with the first instant of a day that has no midnight', () => {
    assert.deepEqual(windowAt('day', 'Asia/Beirut', '2023-03-26T12:00:00Z'), [
      '2023-03-25T22:00:00.000Z',
      '2023-03-26T21:00:00.000Z',
    ])
  })

  it('begins weeks on Monday, also over the turn of a year', () => {
    assert.deepEqual(windowAt('week', 'UTC', '2027-01-03T23:59:59.999Z'), [
      '2026-12-28T00:00:00.000Z',
      '2027-01-04T00:00:00.000Z',
    ])
  })

  it('follows the zone, not the machine', () => {
    assert.deepEqual(windowAt('month', 'Pacific/Auckland', '2026-11-30T12:00:00Z'), [
      '2026-11-30T11:00:00.000Z',
      '2026-12-31T11:00:00.000Z',
    ])
    assert.deepEqual(windowAt('hour', 'Asia/Kolkata', '2026-11-21T12:10:00Z'), [
      '2026-11-21T11:30:00.000Z',
      '2026-11-21T12:30:00.000Z',
    ])
  })

  it('of all time has no end', () => assert.deepEqual(windowAt('total', 'UTC', '2026-01-01'), [iso(0), undefined]))

  it('knows the zones of the IANA database only', () => {
    assert.deepEqual(['UTC', 'Europe/Berlin', 'Mars/Base', '', 'local time'].map(isTimeZone), [
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
