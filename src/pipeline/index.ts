/** The spine: an exchange passes stages, and everything owed is settled once. */
export {
  type AnswerHead,
  allow,
  type Decision,
  deny,
  type FollowUp,
  type LocalResponse,
  respond,
  type Settled,
  transform,
} from './decision.js'
export type * from './exchange.js'
export { exchangeLineWithContent } from './exchange-line.js'
export { REQUEST_ID_HEADER } from './local-answer.js'
export { createPipeline, type Pipeline, type PipelineParts } from './run.js'
export type * from './stage.js'
export type { FaultReporter } from './trail.js'
