/** How large a request's body may be, and how slowly it may come. */
import { HeadgateError } from '../errors.js'

export interface BodyLimits {
  /** Of the body as it is sent, and of what it decompresses to. */
  readonly maxBytes: number
  /** The longest pause between two pieces of a body. */
  readonly idleMs: number
}

/** The refusal of a body that is larger than the cap. */
export function tooLarge(maxBytes: number): HeadgateError {
  return new HeadgateError({ code: 'payload_too_large', detail: `The limit is ${maxBytes} bytes.` })
}
