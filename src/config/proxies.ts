/** The operator's HTTP proxies, as the environment names them. */
import type { Environment } from './environment.js'

/** Addresses of proxies for calls of providers, and the hosts that are called without one. */
export interface ProxyVariables {
  readonly http?: string
  readonly https?: string
  readonly noProxy?: string
}

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY; the lower-case spelling wins, as in curl. */
export function readProxies(env: Environment): ProxyVariables {
  const http = firstSet(env, ['http_proxy', 'HTTP_PROXY'])
  const https = firstSet(env, ['https_proxy', 'HTTPS_PROXY'])
  const noProxy = firstSet(env, ['no_proxy', 'NO_PROXY'])
  return {
    ...(http === undefined ? {} : { http }),
    ...(https === undefined ? {} : { https }),
    ...(noProxy === undefined ? {} : { noProxy }),
  }
}

function firstSet(env: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '')
}
