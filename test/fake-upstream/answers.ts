/** Ready-made answers: the wire bytes of each vendor, ordinary in shape and unusual in places where bytes are easily lost. */

export type { Called, Said } from './answer.js'
export * from './anthropic-answers.js'
export * from './openai-answers.js'
export * from './responses-answers.js'
