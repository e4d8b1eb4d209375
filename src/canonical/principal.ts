/** Who is calling, and what each role may do. */

/** What each role may do (interface.md, section 3). A route names exactly one permission. */
export const PERMISSIONS = {
  'proxy:use': ['admin', 'operator', 'user'],
  'chat:use': ['admin', 'operator', 'user'],
  'registry:read': ['admin', 'operator', 'user', 'viewer'],
  'logs:read': ['admin', 'operator', 'user', 'viewer'],
  'proxy:toggle': ['admin', 'operator'],
  'registry:write': ['admin', 'operator'],
  'chat:compare': ['admin', 'operator'],
  'logs:clear': ['admin', 'operator'],
  'plugins:manage': ['admin', 'operator'],
  'features:toggle': ['admin', 'operator'],
  'proxy:config': ['admin'],
  'registry:delete': ['admin'],
  'users:manage': ['admin'],
  'budget:manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>

export const ROLES = ['admin', 'operator', 'user', 'viewer'] as const
export type Role = (typeof ROLES)[number]
export type Permission = keyof typeof PERMISSIONS

/** How much a caller may have, where that is not what everybody may. */
export interface RateLimits {
  readonly requestsPerMinute?: number
  readonly tokensPerMinute?: number
  /** Requests that are open at the same time. */
  readonly maxConcurrent?: number
}

/** A caller that has proved who it is. */
export interface Principal {
  /** `gateway`: presented a gateway credential; `own`: a loopback caller with its own provider credential. */
  readonly kind: 'gateway' | 'own'
  /** The credential's name, or a keyed fingerprint of the caller's own credential. Never the credential itself. */
  readonly name: string
  /** The credential's public id; for `own` the fingerprint again. */
  readonly id: string
  /** The credential's team, or the credential itself where it has none: vaults and conversations are kept by tenant. */
  readonly tenant: string
  readonly team?: string
  /** The person or program behind the credential, as the operator calls it. */
  readonly user?: string
  readonly roles: readonly Role[]
  /** Model patterns this credential may use; absent means all. */
  readonly models?: readonly string[]
  /** The credential's own limits; each goes before that of the configuration. */
  readonly limits?: RateLimits
  /** By whose name requests and tokens are counted, where that is not the id: for `own` the peer's network. */
  readonly countedAs?: string
}

/** True when one of the principal's roles grants the permission. */
export function may(principal: Principal, permission: Permission): boolean {
  const granted: readonly Role[] = PERMISSIONS[permission]
  return principal.roles.some((role) => granted.includes(role))
}
