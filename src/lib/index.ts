/** The ground: small pure parts that know nothing of gateways. */
export { type Clock, systemClock } from './clock.js'
export { fingerprint, isEqualInConstantTime, sha256 } from './hash.js'
export { newExchangeId, randomBase62, randomBytes } from './ids.js'
export { isRecord, parseJson, tryParseJson } from './json.js'
export { ABSENT, indexJson, JsonDocument } from './json-document.js'
export { JsonSyntaxError, KIND } from './json-tape.js'
export { type LeaveSignal, Leaving } from './leave-signal.js'
export { Lru } from './lru.js'
export {
  ConnectError,
  type Connector,
  createConnector,
  createGuardedConnector,
  isPublicAddress,
  mayBePublic,
  type Opening,
  type OpenSocket,
} from './safe-connect.js'
export { applySplices, type Splice } from './splice.js'
export { readSse, type SseFields, SseOverflow, SseSplitter } from './sse.js'
export { compileWildcards } from './wildcard.js'
