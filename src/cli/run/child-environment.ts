/** The environment of the command that `headgate run` starts. */
import { clientVariables } from '../client-environment.js'

type Environment = Readonly<Record<string, string | undefined>>

export interface PrivateGateway {
  readonly url: string
  readonly credential: string
  /** Families whose clients are given the credential; the others keep their own. */
  readonly families: ReadonlySet<string>
}

const LOOPBACK = '127.0.0.1'

/** The caller's own environment, with every client pointed at the gateway. */
export function childEnvironment(own: Environment, { url, credential, families }: PrivateGateway): Environment {
  return { ...own, ...clientVariables(url, credential, families), ...withoutProxy(own) }
}

/** A client that calls through a proxy must not ask it for an address that means another machine there. */
function withoutProxy(own: Environment): Environment {
  const pairs = ['no_proxy', 'NO_PROXY'].flatMap((name) => {
    const exceptions = own[name]?.trim() ?? ''
    return exceptions === '' ? [] : [[name, `${exceptions},${LOOPBACK}`] as const]
  })
  return pairs.length > 0 ? Object.fromEntries(pairs) : { no_proxy: LOOPBACK, NO_PROXY: LOOPBACK }
}
