/** HTTP/1.1 as a client speaks it: requests to bytes, bytes to answers. */
export { type AnswerListener, AnswerReader } from './answer-reader.js'
export { type FaultReason, HttpFault } from './http-fault.js'
export { requestHead, writeRequest } from './request.js'
