/** OpenAI's list of models (https://platform.openai.com/docs/api-reference/models). */
import type { Dialect } from '../../canonical/index.js'
import { decodeBodyless, unread } from '../bodyless.js'
import { openaiCommon } from '../openai-family.js'

export const openaiModels: Dialect = {
  ...openaiCommon,
  ...unread,
  name: 'openai-models',
  routes: [
    { method: 'GET', pattern: '/v1/models', costs: 'nothing' },
    { method: 'GET', pattern: '/v1/models/{id}', costs: 'nothing' },
  ],
  hasBody: false,
  decodeRequest: decodeBodyless,
  encodeRequest: (request) => ({ body: request.encode() }),
}
