/** A configured provider, ready to be called. */
import type { UpstreamOrigin } from './contract.js'

export interface UpstreamProvider {
  readonly name: string
  /** The family of wire formats that it speaks. */
  readonly family: string
  readonly origin: UpstreamOrigin
  /** The path at this provider of a gateway path with its query. */
  path(gatewayPath: string): string
  /** The headers that carry the configured secret, names and values in turn; none where there is no secret. */
  authorization(): readonly string[]
  /** True when it is configured for that model. */
  serves(model: string): boolean
}
