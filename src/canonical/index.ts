/** The middle form that every dialect speaks: requests as lenses, answers as events, and who is calling. */
export { type AnswerEvent, type Frame, type FrameFilter, mergeUsage, type Usage } from './answer.js'
export { CREDENTIAL_HEADERS, gatewayCredentials, ownCredentialHeaders } from './credential-headers.js'
export type { CacheWrites, Demand, ServiceTier, UnpricedFeature } from './demand.js'
export type {
  Dialect,
  DialectRoute,
  EncodedError,
  EncodedRequest,
  RouteCost,
  Wanted,
  WireRequest,
} from './dialect.js'
export { shownModel } from './model-name.js'
export { MOST_NANO_USD, type NanoUsd, parseUsd, usdText } from './money.js'
export type { PriceSnapshot, TokenPrices } from './price.js'
export { may, PERMISSIONS, type Permission, type Principal, ROLES, type Role } from './principal.js'
export { jsonRequest, type ModelRequest, opaqueRequest, type RequestFacts } from './request.js'
export { type Provenance, type Segment, type SegmentRole, segmentsOf, type TextRule } from './text-rules.js'
