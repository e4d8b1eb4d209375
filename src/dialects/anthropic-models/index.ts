/** Anthropic's list of models (https://docs.anthropic.com/en/api/models-list). */
import type { Dialect } from '../../canonical/index.js'
import { anthropicCommon } from '../anthropic-family.js'
import { decodeBodyless } from '../bodyless.js'

export const anthropicModels: Dialect = {
  ...anthropicCommon,
  name: 'anthropic-models',
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
