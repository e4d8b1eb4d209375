/** OpenAI's list of models (https://platform.openai.com/docs/api-reference/models). */
import type { Dialect } from '../../canonical/index.js'
import { decodeBodyless } from '../bodyless.js'
import { openaiCommon } from '../openai-family.js'

export const openaiModels: Dialect = {
  ...openaiCommon,
  name: 'openai-models',
  routes: [
    { method: 'GET', pattern: '/v1/models' },
    { method: 'GET', pattern: '/v1/models/{id}' },
  ],
  hasBody: false,
  decodeRequest: decodeBodyless,
  encodeRequest: (request) => ({ body: request.encode() }),
  isNotable: () => false,
  decodeResponse: () => [],
}
