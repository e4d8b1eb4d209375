/** A port for a program that must be told one. */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const START_TIMEOUT_MS = 10_000
const RETRY_MS = 50

/** A port of loopback that nobody held a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}

/** Resolves when somebody listens there. */
export async function untilListening(port: number): Promise<void> {
  const giveUpAtMs = performance.now() + START_TIMEOUT_MS
  while (!(await isListening(port))) {
    if (performance.now() > giveUpAtMs) throw new Error(`nobody listens on port ${port}`)
    await sleep(RETRY_MS)
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const settle = (listens: boolean) => {
      socket.destroy()
      resolve(listens)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}
