/** The yardstick and its variants: a minimal `node:http` server that relays, with one of three clients towards the upstream. */
import { z } from 'zod'
import { CORES, nextMessage, pidOf, startModule, stopProcess } from '../pinned-process.js'
import { PROVIDER_CREDENTIAL_HEADER, type Surroundings, type Target } from './target.js'

const address = z.object({ port: z.number() })

export type PassThroughName = 'yardstick' | 'undici-request' | 'http-request'

export async function startPassThrough(name: PassThroughName, { upstreamPort }: Surroundings): Promise<Target> {
  const module = new URL('./pass-through-server.js', import.meta.url)
  const child = startModule(module, CORES.target, [name, String(upstreamPort)])
  const { port } = address.parse(await nextMessage(child))
  return {
    name,
    port,
    pids: [pidOf(child)],
    headers: [PROVIDER_CREDENTIAL_HEADER],
    relaysBytes: true,
    stop: () => stopProcess(child),
  }
}
