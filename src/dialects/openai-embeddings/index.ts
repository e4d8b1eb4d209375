/** OpenAI embeddings (https://platform.openai.com/docs/api-reference/embeddings). */
import type { Dialect, TextRule } from '../../canonical/index.js'
import { decodeByTable, type EventDecoder } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { completionUsage, errorEvents, OPAQUE_PARAMETERS, openaiCommon } from '../openai-family.js'

const TEXT: TextRule = {
  voice: { role: 'user', provenance: 'data' },
  opaque: new Set([...OPAQUE_PARAMETERS, 'user']),
}

export const openaiEmbeddings: Dialect = {
  ...openaiCommon,
  name: 'openai-embeddings',
  routes: [{ method: 'POST', pattern: '/v1/embeddings' }],
  hasBody: true,
  decodeRequest: (wire) => decodeJsonRequest(wire, { rule: TEXT }),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: () => true,
  decodeResponse: (frame) => decodeByTable(frame, frame.event, EVENTS),
}

const EVENTS: Readonly<Record<string, EventDecoder>> = {
  body: (json) => [...completionUsage(json.get('usage')), ...errorEvents(json)],
}
