/** Writes a refusal to a connection on which no request could be parsed, so that there is no Node response to write to. */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { AnswerSink } from '../pipeline/index.js'
import { closeSoon } from './linger.js'

export function socketSink(socket: Duplex): AnswerSink {
  return {
    head(status, headers) {
      const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`]
      for (let at = 0; at + 1 < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`)
      socket.write(`${lines.join('\r\n')}\r\nconnection: close\r\n\r\n`)
    },
    write: (bytes) => socket.write(bytes),
    onDrain: (resume) => void socket.once('drain', resume),
    end(last) {
      if (last !== undefined) socket.write(last)
      closeSoon(socket)
    },
    abort: () => void socket.destroy(),
  }
}
