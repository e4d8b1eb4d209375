/** The only way out: pooled connections to each provider's origin, straight or through a proxy, with a timeout for every silence. */
import { type Connector, createConnector, createGuardedConnector } from '../lib/index.js'
import type { ConnectionOptions } from './connection.js'
import type { Transport } from './contract.js'
import { OriginPool } from './origin-pool.js'
import { createFindProxy, openThrough, type ProxySettings } from './proxy.js'

export interface TransportOptions {
  readonly timeouts: {
    /** Name look-up, TCP, proxy and TLS together. */
    readonly connectMs: number
    /** From the request to the head of the answer. */
    readonly firstByteMs: number
    /** Between two pieces of an answer; there is no limit on the whole. */
    readonly idleMs: number
  }
  readonly proxies: ProxySettings
}

/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** @throws ProxyAddressError */
export function createTransport({ timeouts, proxies }: TransportOptions): Transport {
  const findProxy = createFindProxy(proxies)
  const pools = new Map<string, OriginPool>()
  const timeoutMs = Math.min(timeouts.connectMs, MAX_TIMER_MS)

  function connectorTo(baseUrl: URL, allowPrivate: boolean): Connector {
    const proxy = findProxy(baseUrl)
    if (proxy === undefined) return createGuardedConnector({ allowPrivate, timeoutMs })
    return createConnector(openThrough(proxy), { allowPrivate, timeoutMs })
  }

  return {
    origin: (baseUrl, { allowPrivate }) => {
      const { origin } = baseUrl
      const key = `${origin} ${allowPrivate}`
      const pool =
        pools.get(key) ??
        new OriginPool({
          authority: baseUrl.host,
          target: targetOf(baseUrl),
          connector: connectorTo(baseUrl, allowPrivate),
          firstByteMs: Math.min(timeouts.firstByteMs, MAX_TIMER_MS),
          idleMs: Math.min(timeouts.idleMs, MAX_TIMER_MS),
        })
      pools.set(key, pool)
      return pool
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()))
    },
  }
}

function targetOf({ protocol, hostname, port }: URL): ConnectionOptions['target'] {
  // Only a URL puts brackets around an address.
  return { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port }
}
