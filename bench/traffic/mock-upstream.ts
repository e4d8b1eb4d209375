/** The mock upstream, a process of its own: reads just enough of each request to know its end, and writes prepared bytes. */
import { createServer, type Socket } from 'node:net'
import { type AnswerKind, answerKindOf, PACED_INTERVAL_MS, PLAIN_BODY, STREAM_EVENTS } from './answers.js'

const END_OF_HEAD = '\r\n\r\n'
const BODY_START_BYTES = 64
const EVENTS_PER_WRITE = 10

/** What a provider's answer usually carries. */
const USUAL_HEADERS = [
  `date: ${new Date().toUTCString()}`,
  'x-request-id: req_0123456789abcdef0123456789abcdef',
  'openai-organization: bench',
  'openai-processing-ms: 12',
  'openai-version: 2020-10-01',
  'x-ratelimit-limit-requests: 10000',
  'x-ratelimit-remaining-requests: 9999',
  'x-ratelimit-reset-requests: 6ms',
]

const PLAIN = Buffer.concat([
  headOf(200, ['content-type: application/json', `content-length: ${PLAIN_BODY.length}`]),
  PLAIN_BODY,
])
const STREAM_HEAD = headOf(200, [
  'content-type: text/event-stream; charset=utf-8',
  'cache-control: no-cache',
  'transfer-encoding: chunked',
])
const REFUSAL = headOf(400, ['content-length: 0'])
const STREAM_END = Buffer.from('0\r\n\r\n')
const FRAMED_EVENTS = STREAM_EVENTS.map(framed)
const BURST = burst()

/** Follows one connection from request to request. */
class Conversation {
  private held: Buffer = Buffer.alloc(0)
  private remaining = 0
  private bodyStart = ''
  private inBody = false

  constructor(private readonly socket: Socket) {}

  read(chunk: Buffer): void {
    if (this.inBody) this.readBody(chunk)
    else this.readHead(this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]))
  }

  private readHead(bytes: Buffer): void {
    const end = bytes.indexOf(END_OF_HEAD)
    if (end < 0) {
      this.held = bytes
      return
    }
    const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1]
    this.held = Buffer.alloc(0)
    this.remaining = Number(length ?? 0)
    this.bodyStart = ''
    this.inBody = true
    this.readBody(bytes.subarray(end + END_OF_HEAD.length))
  }

  private readBody(bytes: Buffer): void {
    if (this.bodyStart.length < BODY_START_BYTES) this.bodyStart += bytes.toString('latin1', 0, BODY_START_BYTES)
    this.remaining -= bytes.length
    if (this.remaining > 0) return
    this.inBody = false
    answer(this.socket, answerKindOf(this.bodyStart))
  }
}

function answer(socket: Socket, kind: AnswerKind | undefined): void {
  if (kind === 'plain') socket.write(PLAIN)
  else if (kind === 'burst') for (const bytes of BURST) socket.write(bytes)
  else if (kind === 'paced') pace(socket)
  else socket.write(REFUSAL)
}

function pace(socket: Socket): void {
  let next = 0
  const step = () => {
    const event = FRAMED_EVENTS[next] ?? STREAM_END
    socket.write(next === 0 ? Buffer.concat([STREAM_HEAD, event]) : event)
    next += 1
    if (event === STREAM_END || socket.destroyed) clearInterval(timer)
  }
  const timer = setInterval(step, PACED_INTERVAL_MS)
  step()
}

/** Several events to a write, as a fast provider's packets have them, and so that the upstream is not what is measured. */
function burst(): readonly Buffer[] {
  const pieces = [STREAM_HEAD, ...FRAMED_EVENTS]
  const writes: Buffer[] = []
  for (let at = 0; at < pieces.length; at += EVENTS_PER_WRITE)
    writes.push(Buffer.concat(pieces.slice(at, at + EVENTS_PER_WRITE)))
  return [...writes.slice(0, -1), Buffer.concat([...writes.slice(-1), STREAM_END])]
}

function framed(event: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${event.length.toString(16)}\r\n`), event, Buffer.from('\r\n')])
}

function headOf(status: number, lines: readonly string[]): Buffer {
  return Buffer.from(`HTTP/1.1 ${status} Bench\r\n${[...lines, ...USUAL_HEADERS].join('\r\n')}\r\n\r\n`, 'latin1')
}

const server = createServer({ noDelay: true }, (socket) => {
  const conversation = new Conversation(socket)
  socket.on('data', (chunk) => conversation.read(chunk))
  socket.on('error', () => socket.destroy())
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit())
