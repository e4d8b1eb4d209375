/** A provider for tests that does exactly what a script says, every misbehaviour included, over raw sockets. */

export { type Answer, bodyOf, chunked, send, sendAndClose, withLength } from './answer.js'
export * as answers from './answers.js'
export type { Reply } from './conversation.js'
export { type FakeUpstream, startFakeUpstream } from './fake-upstream.js'
export * as misbehave from './misbehaviours.js'
export type { RecordedRequest } from './recorded-request.js'
export * from './steps.js'
