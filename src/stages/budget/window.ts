/** Windows of time by the calendar of a named zone: when the one of now began, and when it ends. */
import { DateTime } from 'luxon'

export type WindowKind = 'hour' | 'day' | 'week' | 'month' | 'total'

/** Milliseconds since the Unix epoch. */
export interface Window {
  readonly startsAt: number
  /** The first instant of the next window; absent where there is none. */
  readonly endsAt?: number
}

const ALL_OF_TIME: Window = { startsAt: 0 }

/** Windows that are asked for again and again; each zone and kind has one that is current. */
const MAX_KNOWN = 1_000

/** True for a zone of the IANA database that this machine knows, and for `UTC`. */
export function isTimeZone(zone: string): boolean {
  return DateTime.fromMillis(0, { zone }).isValid
}

/** Finds windows, each reckoned once. */
export class Windows {
  private readonly current = new Map<string, Window & { readonly endsAt: number }>()

  /** Weeks begin on Monday (ISO 8601). A day without a midnight begins with its first instant. */
  at(kind: WindowKind, zone: string, nowMs: number): Window {
    if (kind === 'total') return ALL_OF_TIME
    const key = `${kind} ${zone}`
    const known = this.current.get(key)
    if (known !== undefined && known.startsAt <= nowMs && nowMs < known.endsAt) return known
    if (this.current.size >= MAX_KNOWN) this.current.clear()
    const start = DateTime.fromMillis(nowMs, { zone }).startOf(kind)
    const found = {
      startsAt: start.toMillis(),
      endsAt: start
        .plus({ [kind]: 1 })
        .startOf(kind)
        .toMillis(),
    }
    this.current.set(key, found)
    return found
  }
}
