/** The listener, and what a test sees of it. */
import { setMaxListeners } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { converse, type Desk, type Reply } from './conversation.js'
import { answerByPath } from './default-answer.js'
import { type Line, untilEnded } from './play.js'
import type { RecordedRequest } from './recorded-request.js'
import { createLog, createOpenSockets, createQueue } from './waiting-lines.js'

/** A running fake. */
export interface FakeUpstream {
  /** The origin, without a path. */
  readonly url: string
  readonly port: number
  /** All requests that came in whole, in the order in which they were whole. */
  readonly requests: readonly RecordedRequest[]
  /** Connections that are open now. */
  readonly connections: number
  /** Connections that were ever opened. */
  readonly accepted: number
  /** Requests whose peer went away before their script had ended. */
  readonly aborted: number
  /** Requests whose peer went away before the request was whole. */
  readonly unfinished: number
  /** What peers sent that HTTP/1.1 forbids; each was answered with 400 and a closed connection. */
  readonly violations: readonly string[]
  /**
   * Answers the next request for which there is no reply yet, or the next `times` of them, with this.
   * A request for which there is none is answered as the vendor would.
   */
  reply(reply: Reply, times?: number): void
  /** The first request that no earlier call has given out, as soon as it is there. */
  waitForRequest(): Promise<RecordedRequest>
  /** Settles as soon as exactly that many connections are open; all counts are up to date by then. */
  waitForConnections(count: number): Promise<void>
  /** Stops listening and breaks off what is open. Whoever still waits for a request is rejected. */
  close(): Promise<void>
}

/** Listens on a free port of 127.0.0.1. */
export async function startFakeUpstream(): Promise<FakeUpstream> {
  const replies = createQueue<Reply>()
  const requests = createLog<RecordedRequest>()
  const open = createOpenSockets()
  const violations: string[] = []
  const seen = { accepted: 0, aborted: 0, unfinished: 0 }
  let isClosing = false

  const desk: Desk = {
    nextReply: () => replies.take() ?? answerByPath,
    onRequest: requests.add,
    onAborted: () => {
      if (!isClosing) seen.aborted += 1
    },
    onUnfinished: () => {
      if (!isClosing) seen.unfinished += 1
    },
    onViolation: ({ message }) => {
      violations.push(message)
    },
  }
  const server = createServer((socket) => {
    seen.accepted += 1
    open.add(socket)
    const line = openLine(socket)
    // Both, so that whoever waits for connections to end finds the counts up to date. Not caught: a script that cannot
    // be made is the test's own mistake, and ends the test loudly.
    void Promise.all([converse(line, seen.accepted, desk), untilEnded(line)]).then(() => open.remove(socket))
  })
  const port = await listen(server)

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: requests.all,
    get connections() {
      return open.count
    },
    get accepted() {
      return seen.accepted
    },
    get aborted() {
      return seen.aborted
    },
    get unfinished() {
      return seen.unfinished
    },
    violations,
    reply: (reply, times = 1) => replies.put(reply, times),
    waitForRequest: requests.next,
    waitForConnections: open.waitFor,
    close: async () => {
      isClosing = true
      server.close()
      open.destroyAll()
      requests.stop()
      await open.waitFor(0)
    },
  }
}

function openLine(socket: Socket): Line {
  const ended = new AbortController()
  // One for each waiting step: many are no leak.
  setMaxListeners(0, ended.signal)
  socket.setNoDelay(true)
  socket.on('close', () => ended.abort())
  // A peer that breaks off is what many tests are about; `close` follows and says all there is to say.
  socket.on('error', () => {})
  return { socket, ended: ended.signal }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}
