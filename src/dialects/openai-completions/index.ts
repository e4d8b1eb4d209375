/** OpenAI's legacy text completions (https://platform.openai.com/docs/api-reference/completions). */
import type { AnswerEvent, Dialect, TextRule } from '../../canonical/index.js'
import { decodeWith, type JsonValue, textEvent } from '../json-answer.js'
import { decodeJsonRequest } from '../json-request.js'
import { memberSearch } from '../member-search.js'
import { completionUsage, errorEvents, OPAQUE_PARAMETERS, openaiCommon } from '../openai-family.js'

const tellsUsage = memberSearch('usage')
const tellsError = memberSearch('error')

const TEXT: TextRule = {
  voice: { role: 'user', provenance: 'user' },
  opaque: new Set(OPAQUE_PARAMETERS),
}

export const openaiCompletions: Dialect = {
  ...openaiCommon,
  name: 'openai-completions',
  routes: [{ method: 'POST', pattern: '/v1/completions' }],
  hasBody: true,
  decodeRequest: (wire) => decodeJsonRequest(wire, { rule: TEXT }),
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: ({ bytes }) => tellsUsage(bytes) || tellsError(bytes),
  decodeResponse: (frame) => decodeWith(frame, decodeCompletion),
}

function decodeCompletion(json: JsonValue): readonly AnswerEvent[] {
  const said = json
    .get('choices')
    .items()
    .flatMap((choice) => textEvent('answer', choice.get('text').text()))
  return [...said, ...completionUsage(json.get('usage')), ...errorEvents(json)]
}
