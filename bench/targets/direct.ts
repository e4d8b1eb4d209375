/** No proxy at all: what the load generator and the mock upstream can do by themselves. */
import { PROVIDER_CREDENTIAL_HEADER, type Surroundings, type Target } from './target.js'

export async function startDirect({ upstreamPort }: Surroundings): Promise<Target> {
  return {
    name: 'direct',
    port: upstreamPort,
    pids: [],
    headers: [PROVIDER_CREDENTIAL_HEADER],
    relaysBytes: true,
    stop: async () => undefined,
  }
}
