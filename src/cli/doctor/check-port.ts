/** Is the port free, or is it a headgate that has it? */
import { createServer } from 'node:net'
import type { Config } from '../../schema.js'
import type { Transport } from '../../upstream/index.js'
import { type Answer, ask } from '../ask.js'
import { type Finding, fail, ok, warn } from './finding.js'

const HEALTHY = '{"status":"ok"}'

/** Binds the port for a moment, and asks who is there where that fails. */
export async function checkPort({ server }: Config, transport: Transport): Promise<Finding> {
  const { host, port, tls } = server
  if (port === 0) return ok('server.port: a free one is picked at each start')
  const place = `server.port: ${port} on ${host}`
  const code = await bindingProblem(host, port)
  if (code === undefined) return ok(`${place} is free`)
  if (code !== 'EADDRINUSE') return fail(`${place} cannot be bound (${code})`, 'Choose another with --host and --port.')
  const url = new URL(`${tls === undefined ? 'http' : 'https'}://${reachableForm(host)}:${port}`)
  const isHeadgate = await isGateway(url, transport)
  if (isHeadgate) return ok(`${place} is taken by a headgate, which answers`)
  if (tls !== undefined) {
    return warn(
      `${place} is in use, by something whose certificate is not trusted here`,
      'Look whether it is this gateway.',
    )
  }
  return fail(`${place} is in use by another program`, 'Stop it, or choose another port with --port.')
}

function bindingProblem(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'))
    probe.listen({ host, port }, () => probe.close(() => resolve(undefined)))
  })
}

async function isGateway(url: URL, transport: Transport): Promise<boolean> {
  const origin = transport.origin(url, { allowPrivate: true })
  try {
    const question = { method: 'GET', path: '/livez', headers: [], body: null }
    return isHealthy(await ask(origin, question))
  } catch {
    return false
  }
}

function isHealthy({ status, body }: Answer): boolean {
  return status === 200 && body.toString('utf8') === HEALTHY
}

/** An address that stands for all of them is reached at its loopback. */
function reachableForm(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
