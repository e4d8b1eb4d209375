/** The way out: providers, the transport to them, and forwarding. */

export type { Transport } from './contract.js'
export { createForward } from './forward.js'
export type { UpstreamProvider } from './provider.js'
export { authorize, PROVIDERS, upstreamPath } from './providers/index.js'
export { ProxyAddressError, type ProxySettings } from './proxy.js'
export { createTransport } from './transport.js'
