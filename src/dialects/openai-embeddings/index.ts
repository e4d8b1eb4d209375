/** OpenAI embeddings (https://platform.openai.com/docs/api-reference/embeddings). */
import type { AnswerEvent, Dialect, TextRule } from '../../canonical/index.js'
import { decodeWith, type JsonValue } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { completionUsage, errorEvents, OPAQUE_PARAMETERS, openaiCommon } from '../openai-family.js'

const TEXT: TextRule = {
  voice: { role: 'user', provenance: 'data' },
  opaque: new Set(OPAQUE_PARAMETERS),
}

export const openaiEmbeddings: Dialect = {
  ...openaiCommon,
  name: 'openai-embeddings',
  routes: [{ method: 'POST', pattern: '/v1/embeddings' }],
  hasBody: true,
  decodeRequest: (wire) => decodeJsonRequest(wire, { rule: TEXT }),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: () => true,
  decodeResponse: (frame) => decodeWith(frame, decodeEmbeddings),
}

function decodeEmbeddings(json: JsonValue): readonly AnswerEvent[] {
  return [...completionUsage(json.get('usage')), ...errorEvents(json)]
}
