/** Bounds what all bodies together take of memory, over all connections. */
import { HeadgateError } from '../errors.js'

/** Bodies that are being read or answered; one that would pass it is refused. */
const MAX_BYTES = 512 * 1024 * 1024

/** What one body takes. */
export interface BodyShare {
  /** Says how much it takes from now on. @throws HeadgateError `overloaded` when there is no room for more. */
  resize(bytes: number): void
}

/** Counts the bytes of bodies in memory. */
export class BodyBudget {
  private used = 0

  /** A share that takes nothing yet; whoever opens it resizes it to 0 in the end. */
  share(): BodyShare {
    let held = 0
    return {
      resize: (bytes) => {
        if (bytes > held && this.used - held + bytes > MAX_BYTES) {
          throw new HeadgateError({ code: 'overloaded', retryAfterSeconds: 1 })
        }
        this.used += bytes - held
        held = bytes
      },
    }
  }
}
