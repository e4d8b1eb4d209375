/** Anthropic's list of models (https://docs.anthropic.com/en/api/models-list). */
import type { Dialect } from '../../canonical/index.js'
import { anthropicCommon } from '../anthropic-family.js'
import { decodeBodyless, unread } from '../bodyless.js'

export const anthropicModels: Dialect = {
  ...anthropicCommon,
  ...unread,
  name: 'anthropic-models',
  routes: [
    { method: 'GET', pattern: '/v1/models', costs: 'nothing' },
    { method: 'GET', pattern: '/v1/models/{id}', costs: 'nothing' },
  ],
  hasBody: false,
  decodeRequest: decodeBodyless,
  encodeRequest: (request) => ({ body: request.encode() }),
}
