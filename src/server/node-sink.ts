/** Writes an answer to a Node response: head and first bytes in one packet, and no byte held longer than a turn of the loop. */
import type { ServerResponse } from 'node:http'
import type { AnswerSink } from '../pipeline/index.js'

/** `isDraining` is asked for each answer: while the gateway drains, a connection ends with its answer. */
export function nodeSink(response: ServerResponse, isDraining: () => boolean): AnswerSink {
  let hasBody = false
  return {
    head(status, headers) {
      const all = headers.slice()
      if (isDraining()) all.push('connection', 'close')
      response.writeHead(status, all)
      // A stream may be silent for long after its head; an answer that has bytes at hand sends both together.
      process.nextTick(() => {
        if (!hasBody && !response.writableEnded) response.flushHeaders()
      })
    },
    write(bytes) {
      hasBody = true
      return response.write(bytes)
    },
    onDrain: (resume) => void response.once('drain', resume),
    end(last) {
      hasBody = true
      if (last === undefined) response.end()
      else response.end(last)
    },
    abort: () => void response.destroy(),
  }
}
