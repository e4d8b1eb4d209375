/** The wire formats, and which of them a request is in. */
import type { Dialect } from '../canonical/index.js'
import { anthropicCountTokens } from './anthropic-count-tokens/index.js'
import { ANTHROPIC_FREE_POSTS, anthropicCommon } from './anthropic-family.js'
import { anthropicMessages } from './anthropic-messages/index.js'
import { anthropicModels } from './anthropic-models/index.js'
import { openaiChat } from './openai-chat/index.js'
import { openaiCompletions } from './openai-completions/index.js'
import { openaiEmbeddings } from './openai-embeddings/index.js'
import { OPENAI_FREE_POSTS, openaiCommon } from './openai-family.js'
import { openaiModels } from './openai-models/index.js'
import { openaiResponses } from './openai-responses/index.js'
import { passthrough } from './passthrough/index.js'
import { createResolver } from './resolve.js'

/** Every dialect. Where two have the same route, the first is taken unless the request shows the mark of the other's family. */
export const DIALECTS: readonly Dialect[] = [
  openaiChat,
  openaiCompletions,
  openaiEmbeddings,
  openaiResponses,
  openaiModels,
  anthropicMessages,
  anthropicCountTokens,
  anthropicModels,
  passthrough(openaiCommon, OPENAI_FREE_POSTS),
  passthrough(anthropicCommon, ANTHROPIC_FREE_POSTS),
]

/** Headers that every official client of a family sends, and no other client does. */
const FAMILY_MARKS = [{ header: 'anthropic-version', family: anthropicCommon.family }] as const

/** Finds the route that a request belongs to. */
export const resolveRoute = createResolver(DIALECTS, FAMILY_MARKS)

export type { ResolvedRoute, RouteQuery } from './resolve.js'
