/** Routes of a vendor that headgate does not decode: relayed as they are, with that vendor's errors. */
import type { Dialect, DialectRoute } from '../../canonical/index.js'
import { decodeBodyless, unread } from '../bodyless.js'

const PATTERN = '/v1/{rest}'

/** To look something up, or to delete it, costs nothing; whatever else is asked for may. */
const ROUTES: readonly DialectRoute[] = [
  { method: 'GET', pattern: PATTERN, costs: 'nothing' },
  { method: 'POST', pattern: PATTERN, costs: 'unknown' },
  { method: 'DELETE', pattern: PATTERN, costs: 'nothing' },
]

/** The pass-through of the family that `common` belongs to; its calls to `freePosts` are known to cost nothing. */
export function passthrough(
  common: Pick<Dialect, 'family' | 'encodeError' | 'encodeStreamError'>,
  freePosts: readonly string[],
): Dialect {
  const free = freePosts.map((pattern): DialectRoute => ({ method: 'POST', pattern, costs: 'nothing' }))
  return {
    ...common,
    ...unread,
    name: `${common.family}-passthrough`,
    // Of two patterns that fit, the first is taken.
    routes: [...free, ...ROUTES],
    hasBody: false,
    // The pattern's parameter is the rest of the path, not a model.
    decodeRequest: (wire) => decodeBodyless({ ...wire, parameter: '' }),
    encodeRequest: (request) => ({ body: request.encode() }),
  }
}
