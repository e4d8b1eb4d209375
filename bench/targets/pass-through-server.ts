/** A process that relays and does nothing else: body collected then sent, head and first body bytes of the answer in one write. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { Pool } from 'undici'

/** A request whose body is complete, as it goes to the upstream. */
interface Outbound {
  readonly method: string
  readonly path: string
  readonly headers: string[]
  readonly body: Buffer
}

type Forward = (outbound: Outbound, outgoing: ServerResponse) => void

const HOP_BY_HOP = new Set([
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
])
const STAYS = new Set([...HOP_BY_HOP].filter((name) => name !== 'content-length'))

const [variant = '', upstreamPort = ''] = process.argv.slice(2)
const pool = new Pool(`http://127.0.0.1:${upstreamPort}`, { pipelining: 1 })
const agent = new Agent({ keepAlive: true })

/** undici at its lowest level: no promise, no stream object. */
const byDispatch: Forward = (outbound, outgoing) => {
  let whole = -1
  let resume = () => {}
  pool.dispatch(
    { ...outbound, method: 'POST' },
    {
      onConnect: () => undefined,
      onHeaders: (status, rawHeaders, resumeReading) => {
        const headers = relayedAnswerHeaders(rawHeaders)
        whole = lengthOf(headers)
        resume = resumeReading
        outgoing.writeHead(status, headers)
        return true
      },
      onData: (chunk) => {
        if (chunk.length === whole) {
          outgoing.end(chunk)
          return true
        }
        if (outgoing.write(chunk)) return true
        outgoing.once('drain', resume)
        return false
      },
      onComplete: () => {
        if (!outgoing.writableEnded) outgoing.end()
      },
      onError: () => outgoing.destroy(),
    },
  )
}

const byUndiciRequest: Forward = (outbound, outgoing) => {
  pool
    .request({ ...outbound, method: 'POST' })
    .then(({ statusCode, headers, body }) => {
      for (const name of STAYS) delete headers[name]
      outgoing.writeHead(statusCode, headers)
      body.pipe(outgoing)
    })
    .catch(() => outgoing.destroy())
}

const byHttpRequest: Forward = ({ method, path, headers, body }, outgoing) => {
  const framed = [...headers, 'host', `127.0.0.1:${upstreamPort}`, 'content-length', String(body.length)]
  const call = request({ host: '127.0.0.1', port: upstreamPort, agent, method, path, headers: framed }, (answer) => {
    for (const name of STAYS) delete answer.headers[name]
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  call.on('error', () => outgoing.destroy())
  call.end(body)
}

function forwardOf(name: string): Forward {
  if (name === 'undici-request') return byUndiciRequest
  return name === 'http-request' ? byHttpRequest : byDispatch
}

function collect(incoming: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => done(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)))
}

function relayedHeaders(rawHeaders: readonly string[]): string[] {
  const relayed: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (!HOP_BY_HOP.has(name.toLowerCase())) relayed.push(name, rawHeaders[at + 1] ?? '')
  }
  return relayed
}

function relayedAnswerHeaders(rawHeaders: readonly Buffer[]): string[] {
  const relayed: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toString('latin1') ?? ''
    if (!STAYS.has(name.toLowerCase())) relayed.push(name, rawHeaders[at + 1]?.toString('latin1') ?? '')
  }
  return relayed
}

function lengthOf(headers: readonly string[]): number {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() === 'content-length') return Number(headers[at + 1])
  }
  return -1
}

const forward = forwardOf(variant)
const server = createServer((incoming, outgoing) => {
  outgoing.sendDate = false
  collect(incoming, (body) => {
    const headers = relayedHeaders(incoming.rawHeaders)
    forward({ method: incoming.method ?? 'POST', path: incoming.url ?? '/', headers, body }, outgoing)
  })
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit())
