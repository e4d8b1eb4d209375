/** OpenAI embeddings (https://platform.openai.com/docs/api-reference/embeddings). */
import type { AnswerEvent, Dialect, TextRule } from '../../canonical/index.js'
import type { DemandRule } from '../findings.js'
import { decodeWith, type EventDecoder, type JsonValue, usageEvent } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { COST_PARAMETERS, errorEvents, OPAQUE_PARAMETERS, openaiCommon } from '../openai-family.js'

const TEXT: TextRule = {
  voice: { role: 'user', provenance: 'data' },
  opaque: new Set(OPAQUE_PARAMETERS),
}

const DEMAND: DemandRule = {
  maxima: [],
  multipliers: [],
  cacheWrites: 'none',
  parameters: new Map(COST_PARAMETERS),
  members: new Map(),
  types: new Map(),
  toolKind: () => undefined,
}

export const openaiEmbeddings: Dialect = {
  ...openaiCommon,
  name: 'openai-embeddings',
  routes: [{ method: 'POST', pattern: '/v1/embeddings', costs: 'tokens' }],
  hasBody: true,
  decodeRequest: (wire) => decodeJsonRequest(wire, { rule: TEXT, demand: DEMAND }),
  // Nothing is generated.
  limitOutput: (request) => request,
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: () => true,
  decodeResponse: (frame, wants) => decodeWith(frame, EMBEDDINGS, wants),
}

const EMBEDDINGS: EventDecoder = {
  counts: (json) => [...usageOf(json.get('usage')), ...errorEvents(json)],
}

/** There is no output, so the total is the input where a provider tells nothing else. */
function usageOf(usage: JsonValue): readonly AnswerEvent[] {
  return usageEvent({ inputTokens: usage.get('prompt_tokens').count() ?? usage.get('total_tokens').count() })
}
