/**
 * Anthropic's token counting (https://docs.anthropic.com/en/api/messages-count-tokens): a messages request that is not answered.
 * It is free of charge (https://docs.anthropic.com/en/docs/build-with-claude/token-counting).
 */
import type { Dialect } from '../../canonical/index.js'
import { anthropicCommon } from '../anthropic-family.js'
import { MESSAGES_TEXT } from '../anthropic-text.js'
import { unread } from '../bodyless.js'
import { decodeJsonRequest } from '../json-request.js'

export const anthropicCountTokens: Dialect = {
  ...anthropicCommon,
  ...unread,
  name: 'anthropic-count-tokens',
  routes: [{ method: 'POST', pattern: '/v1/messages/count_tokens', costs: 'nothing' }],
  hasBody: true,
  decodeRequest: (wire) =>
    decodeJsonRequest(wire, { rule: MESSAGES_TEXT, conversation: { key: 'messages', mayBeText: false } }),
  encodeRequest: (request) => ({ body: request.encode() }),
}
