/** Spares the hot path a read of the database for each request of a burst. */
import { systemClock } from '../../lib/index.js'
import type { CredentialRecord } from '../contract.js'

/** How long what was read may be believed: shorter than the time between two things that a person does. */
const BELIEVED_MS = 10

export interface RecentCredentials {
  get(id: string): CredentialRecord | undefined
  keep(record: CredentialRecord): CredentialRecord
  /** For a change that this process makes itself. */
  forget(): void
}

export function createRecentCredentials(): RecentCredentials {
  const records = new Map<string, CredentialRecord>()
  let sinceMs = 0
  return {
    get(id) {
      const nowMs = systemClock.monotonicMs()
      // All together, so that none is believed for longer, and what is kept is what one burst asked for.
      if (nowMs - sinceMs > BELIEVED_MS) {
        records.clear()
        sinceMs = nowMs
      }
      return records.get(id)
    },
    keep(record) {
      records.set(record.id, record)
      return record
    },
    forget: () => records.clear(),
  }
}
