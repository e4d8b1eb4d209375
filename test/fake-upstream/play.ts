/** Plays a script on a socket, step by step. */
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Script, Step } from './steps.js'

/** A socket and word of its end. */
export interface Line {
  readonly socket: Socket
  /** Aborted when the socket has closed, whoever closed it. */
  readonly ended: AbortSignal
}

/** `sent`: the connection can take another request; `closed`: the script ended it; `gone`: the peer did, before the script had. */
export type Ending = 'sent' | 'closed' | 'gone'

/** Plays the script to its end, or for as long as there is a peer to play it to. */
export async function play(script: Script, line: Line): Promise<Ending> {
  for (const step of script) {
    // Not `ended`: a failed write is known a little before the socket counts as closed.
    if (line.socket.destroyed) return 'gone'
    if (step.do === 'close') {
      line.socket.end()
      return 'closed'
    }
    if (step.do === 'reset') {
      line.socket.resetAndDestroy()
      return 'closed'
    }
    await playStep(step, line)
  }
  return line.socket.destroyed ? 'gone' : 'sent'
}

async function playStep(step: Step, line: Line): Promise<void> {
  switch (step.do) {
    case 'send':
      return write(step.bytes, line)
    case 'wait':
      return pause(step.ms, line)
    case 'await':
      return Promise.race([step.signal.fired, untilEnded(line)])
    case 'fire':
      return step.signal.fire()
    case 'early':
      return
    case 'silence':
      return untilEnded(line)
    case 'repeat':
      while (!line.socket.destroyed) {
        await write(step.bytes, line)
        await pause(step.everyMs, line)
      }
  }
}

/** Settles when the bytes are handed to the system, so that nothing piles up here while the peer does not read. */
function write(content: Buffer, { socket }: Line): Promise<void> {
  return new Promise((resolve) => {
    socket.write(content, () => resolve())
  })
}

async function pause(ms: number, { ended }: Line): Promise<void> {
  await sleep(ms, undefined, { signal: ended }).catch(() => {})
}

/** Settles when the socket has closed. */
export function untilEnded({ ended }: Line): Promise<void> {
  return new Promise((resolve) => {
    if (ended.aborted) resolve()
    else ended.addEventListener('abort', () => resolve(), { once: true })
  })
}
