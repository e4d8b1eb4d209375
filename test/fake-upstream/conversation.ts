/** One connection, from its first request to its end. */
import { type Answer, send } from './answer.js'
import { readFrom } from './incoming-bytes.js'
import { type Ending, type Line, play } from './play.js'
import { type RecordedRequest, type RequestHead, readBody, readHead, Violation } from './recorded-request.js'
import { close, head, type Script } from './steps.js'

/** What a request is answered with; a function is asked once the whole request is in. */
export type Reply = Script | Answer | ((request: RecordedRequest) => Script | Answer)

/** What a conversation needs from the fake, and what it reports to it. */
export interface Desk {
  nextReply(): Reply
  onRequest(request: RecordedRequest): void
  /** A peer went away before the script had ended. */
  onAborted(): void
  /** A peer went away before its request was whole. */
  onUnfinished(): void
  onViolation(violation: Violation): void
}

/** Answers request after request, until either side closes the connection. */
export async function converse(line: Line, connection: number, desk: Desk): Promise<void> {
  const incoming = readFrom(line.socket)
  try {
    for (;;) {
      const requestHead = await readHead(incoming)
      if (requestHead === undefined) return incoming.hasRest() ? desk.onUnfinished() : undefined
      const reply = desk.nextReply()
      const isEarly = beginsEarly(reply)
      if (isEarly && (await playReported(reply, line, desk)) !== 'sent') return
      if (!isEarly && requestHead.headers['expect'] === '100-continue') await play([head(100)], line)

      const body = await readBody(requestHead, incoming)
      if (body === undefined) return desk.onUnfinished()
      const { request, settle } = record(requestHead, body, connection)
      desk.onRequest(request)
      const ending = isEarly ? 'sent' : await playReported(scriptOf(reply, request), line, desk)
      settle(ending === 'gone')
      if (ending !== 'sent') return
      if (/\bclose\b/i.test(requestHead.headers['connection'] ?? '')) return void line.socket.end()
    }
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    desk.onViolation(error)
    await play([head(400, [['connection', 'close']]), close], line)
  }
}

function beginsEarly(reply: Reply): reply is Script {
  return typeof reply !== 'function' && !('pieces' in reply) && reply[0]?.do === 'early'
}

function scriptOf(reply: Reply, request: RecordedRequest): Script {
  const chosen = typeof reply === 'function' ? reply(request) : reply
  return 'pieces' in chosen ? send(chosen) : chosen
}

async function playReported(script: Script, line: Line, desk: Desk): Promise<Ending> {
  const ending = await play(script, line)
  if (ending === 'gone') desk.onAborted()
  return ending
}

function record(requestHead: RequestHead, body: Buffer, connection: number) {
  let settle: (isClosedByPeer: boolean) => void = () => {}
  const closedByPeer = new Promise<boolean>((resolve) => {
    settle = resolve
  })
  return { request: { ...requestHead, body, connection, closedByPeer }, settle }
}
