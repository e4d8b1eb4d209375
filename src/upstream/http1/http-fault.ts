/** What can go wrong with HTTP on one connection, told without a byte of what was to be sent or of what came. */

/**
 * `ENDED`: the other side closed before its answer was complete; `CUT_SHORT`: the same, with the missing bytes counted;
 * `CLOSING`: this side closes.
 */
export type FaultReason = 'INVALID_REQUEST' | 'INVALID_ANSWER' | 'HEAD_TOO_LARGE' | 'CUT_SHORT' | 'ENDED' | 'CLOSING'

export class HttpFault extends Error {
  constructor(readonly reason: FaultReason) {
    super(`HTTP: ${reason}`)
    this.name = 'HttpFault'
  }
}
