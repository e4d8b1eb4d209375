/** OpenAI's legacy text completions (https://platform.openai.com/docs/api-reference/completions). */
import type { Dialect, TextRule } from '../../canonical/index.js'
import type { DemandRule } from '../findings.js'
import { decodeWith, type EventDecoder, textEvent } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { memberSearch } from '../member-search.js'
import { COST_PARAMETERS, completionUsage, errorEvents, OPAQUE_PARAMETERS, openaiCommon } from '../openai-family.js'
import { limiter } from '../output-limit.js'

const tellsUsage = memberSearch('usage')
const tellsError = memberSearch('error')

const TEXT: TextRule = {
  voice: { role: 'user', provenance: 'user' },
  opaque: new Set(OPAQUE_PARAMETERS),
}

const DEMAND: DemandRule = {
  maxima: ['max_tokens'],
  multipliers: ['n', 'best_of'],
  prompts: 'prompt',
  cacheWrites: 'none',
  parameters: new Map(COST_PARAMETERS),
  members: new Map(),
  types: new Map(),
  toolKind: () => undefined,
}

export const openaiCompletions: Dialect = {
  ...openaiCommon,
  name: 'openai-completions',
  routes: [{ method: 'POST', pattern: '/v1/completions', costs: 'tokens' }],
  hasBody: true,
  decodeRequest: (wire) => decodeJsonRequest(wire, { rule: TEXT, demand: DEMAND }),
  limitOutput: limiter(DEMAND),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: ({ bytes }) => tellsUsage(bytes) || tellsError(bytes),
  decodeResponse: (frame, wants) => decodeWith(frame, COMPLETION, wants),
}

const COMPLETION: EventDecoder = {
  texts: (json) =>
    json
      .get('choices')
      .items()
      .flatMap((choice) => textEvent('answer', choice.get('text').text())),
  counts: (json) => [...completionUsage(json.get('usage')), ...errorEvents(json)],
}
