/** Requests without a JSON body to decode: look-ups, and routes that are passed through. */
import { type Dialect, type ModelRequest, opaqueRequest, type WireRequest } from '../canonical/index.js'

/** What a format without a body of its own has to say of answers and of their cost. */
export const unread = {
  isNotable: () => false,
  decodeResponse: () => [],
  limitOutput: () => undefined,
} satisfies Partial<Dialect>

/** The body, if any, is relayed as it came; the path's parameter, where there is one, is the model. */
export function decodeBodyless({ body, parameter }: WireRequest): ModelRequest {
  const model = parameter === '' ? {} : { model: parameter }
  return opaqueRequest(body, { ...model, stream: false, messageCount: 0 })
}
