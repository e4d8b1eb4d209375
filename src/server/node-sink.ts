/** Writes an answer to a Node response: what comes in one turn of the loop in one packet, and no byte held longer than that turn. */
import type { ServerResponse } from 'node:http'
import type { AnswerSink } from '../pipeline/index.js'

/** `isDraining` is asked for each answer: while the gateway drains, a connection ends with its answer. */
export function nodeSink(response: ServerResponse, isDraining: () => boolean): AnswerSink {
  return new NodeSink(response, isDraining)
}

class NodeSink implements AnswerSink {
  /** What was written since this turn of the loop began: a provider's packet often holds many events. */
  private waiting: Uint8Array[] = []
  private hasBody = false

  constructor(
    private readonly response: ServerResponse,
    private readonly isDraining: () => boolean,
  ) {}

  head(status: number, headers: readonly string[]): void {
    const all = headers.slice()
    if (this.isDraining()) all.push('connection', 'close')
    this.response.writeHead(status, all)
    // A stream may be silent for long after its head; an answer that has bytes at hand sends both together.
    process.nextTick(() => {
      if (!this.hasBody && !this.response.writableEnded) this.response.flushHeaders()
    })
  }

  write(bytes: Uint8Array): boolean {
    this.hasBody = true
    this.waiting.push(bytes)
    if (this.waiting.length === 1) queueMicrotask(() => this.flush())
    return !this.response.writableNeedDrain
  }

  onDrain(resume: () => void): void {
    this.response.once('drain', resume)
  }

  end(last?: Uint8Array): void {
    this.hasBody = true
    if (last !== undefined) this.waiting.push(last)
    const rest = this.take()
    if (rest === undefined) this.response.end()
    else this.response.end(rest)
  }

  abort(): void {
    this.waiting = []
    this.response.destroy()
  }

  private flush(): void {
    const bytes = this.take()
    if (bytes !== undefined) this.response.write(bytes)
  }

  private take(): Uint8Array | undefined {
    const { waiting } = this
    const [only] = waiting
    if (only === undefined) return undefined
    this.waiting = []
    return waiting.length === 1 ? only : Buffer.concat(waiting)
  }
}
