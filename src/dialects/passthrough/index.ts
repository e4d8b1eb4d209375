/** Routes of a vendor that headgate does not decode: relayed as they are, with that vendor's errors. */
import type { Dialect } from '../../canonical/index.js'
import { decodeBodyless } from '../bodyless.js'

const PATTERN = '/v1/{rest}'

/** The pass-through of the family that `common` belongs to. */
export function passthrough(common: Pick<Dialect, 'family' | 'encodeError' | 'encodeStreamError'>): Dialect {
  return {
    ...common,
    name: `${common.family}-passthrough`,
    routes: [
      { method: 'GET', pattern: PATTERN },
      { method: 'POST', pattern: PATTERN },
      { method: 'DELETE', pattern: PATTERN },
    ],
    hasBody: false,
    // The pattern's parameter is the rest of the path, not a model.
    decodeRequest: (wire) => decodeBodyless({ ...wire, parameter: '' }),
    encodeRequest: (request) => ({ body: request.encode() }),
    isNotable: () => false,
    decodeResponse: () => [],
  }
}
