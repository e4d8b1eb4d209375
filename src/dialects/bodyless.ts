/** Requests without a JSON body to decode: look-ups, and routes that are passed through. */
import { type ModelRequest, opaqueRequest, type WireRequest } from '../canonical/index.js'

/** The body, if any, is relayed as it came; the path's parameter, where there is one, is the model. */
export function decodeBodyless({ body, parameter }: WireRequest): ModelRequest {
  const model = parameter === '' ? {} : { model: parameter }
  return opaqueRequest(body, { ...model, stream: false, messageCount: 0 })
}
