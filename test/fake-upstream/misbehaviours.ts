/** Ready-made scripts for everything that a provider, or the network before it, can do wrong. */
import { gzipSync } from 'node:zlib'
import { type Answer, bodyOf, chunkedHead, isStream, send, withLength } from './answer.js'
import {
  bytes,
  chunk,
  chunkOf,
  close,
  forever,
  head,
  lastChunk,
  reset,
  type Script,
  type Signal,
  silence,
  slowly,
  until,
  wait,
} from './steps.js'

const BETWEEN_WRITES_MS = 10
const FIRST_BYTE_OF_TWO_OR_MORE = 0xc2

/** Sends the head and some pieces, then breaks the connection off, when the signal fires or a moment later. */
export function resetAfter(answer: Answer, pieceCount: number, signal?: Signal): Script {
  return [...opening(answer, pieceCount), signal === undefined ? wait(BETWEEN_WRITES_MS) : until(signal), reset]
}

/** Sends the head and some pieces, then closes in good order without having ended the body. */
export function closeAfter(answer: Answer, pieceCount: number): Script {
  return [...opening(answer, pieceCount), wait(BETWEEN_WRITES_MS), close]
}

/** Breaks the connection off before a byte of the answer. */
export const resetAtOnce: Script = [reset]

/** Closes the connection before a byte of the answer. */
export const closeAtOnce: Script = [close]

/** Says nothing at all. */
export const sayNothing: Script = [silence]

/** Sends the head and some pieces, then nothing more. */
export function stallAfter(answer: Answer, pieceCount: number): Script {
  return [...opening(answer, pieceCount), silence]
}

/** Promises more bytes than it sends, then closes. */
export function promiseTooMuch(answer: Answer): Script {
  return [...withLength(answer, bodyOf(answer).length + 10), wait(BETWEEN_WRITES_MS), close]
}

/** Sends more bytes than it promised, then closes. */
export function promiseTooLittle(answer: Answer): Script {
  return [...withLength(answer, bodyOf(answer).length - 10), wait(BETWEEN_WRITES_MS), close]
}

/** An error's body under the status of a success. */
export function hideError(error: Answer): Script {
  return send({ ...error, status: 200 })
}

/** Sends the first half of the pieces, then the piece in the middle again and again for as long as anyone listens. */
export function neverEnd(answer: Answer, everyMs: number): Script {
  const middle = Math.floor(answer.pieces.length / 2)
  const chunks = answer.pieces.slice(0, middle).map((piece) => chunk(piece))
  return [chunkedHead(answer), ...chunks, forever(chunkOf(answer.pieces[middle] ?? Buffer.from('\n')), everyMs)]
}

/** Sends everything, the head too, one byte at a time. */
export function dribble(answer: Answer, everyMs: number): Script {
  return send(answer).flatMap((step) => (step.do === 'send' ? slowly(step.bytes, everyMs) : [step]))
}

/** Cuts the first character of more than one byte in two; its halves arrive apart, in chunks of their own. */
export function splitCharacter(answer: Answer): Script {
  const body = bodyOf(answer)
  const at = body.findIndex((byte) => byte >= FIRST_BYTE_OF_TWO_OR_MORE)
  if (at < 0) throw new Error('the answer has no character of more than one byte')
  const halves = [body.subarray(0, at + 1), body.subarray(at + 1)]
  return [chunkedHead(answer), ...halves.flatMap((half) => [chunk(half), wait(BETWEEN_WRITES_MS)]), lastChunk()]
}

/** Cuts the body into chunks of 1, 2, 3, 5, 7, 11 and 13 bytes in turn, with chunk extensions and a trailer. */
export function oddChunks(answer: Answer): Script {
  const body = bodyOf(answer)
  const sizes = [1, 2, 3, 5, 7, 11, 13]
  const chunks: Script[number][] = []
  for (let at = 0, turn = 0; at < body.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    chunks.push(chunk(body.subarray(at, at + size), turn % 3 === 0 ? `;turn=${turn};note="a;b"` : ''))
    at += size
  }
  return [chunkedHead(answer), ...chunks, lastChunk([['x-checksum', 'none']])]
}

/** Compresses the body although nobody offered to take it compressed. */
export function forceGzip(answer: Answer): Script {
  return send({
    ...answer,
    headers: [...answer.headers, ['content-encoding', 'gzip']],
    pieces: [gzipSync(bodyOf(answer))],
  })
}

/** Sends interim answers before the real one. */
export function earlyHints(answer: Answer): Script {
  const hints = head(103, [['link', '</style.css>; rel=preload; as=style']])
  return [head(102), hints, wait(BETWEEN_WRITES_MS), ...send(answer)]
}

/** Answers in something that is not HTTP. */
export const garbage: Script = [
  bytes('\u0016\u0003\u0001 hello, this is not HTTP\r\n\r\n'),
  wait(BETWEEN_WRITES_MS),
  close,
]

/** Sends the whole answer and closes without having said so; a request on the same connection comes too late. */
export function closeSilently(answer: Answer): Script {
  return [...send(answer), wait(BETWEEN_WRITES_MS), close]
}

/** Both ways to frame a body at once, which is how responses are smuggled. */
export function frameTwice(answer: Answer): Script {
  const length = ['content-length', `${bodyOf(answer).length}`] as const
  return [chunkedHead({ ...answer, headers: [...answer.headers, length] }), chunk(bodyOf(answer)), lastChunk()]
}

/** The head and the first pieces: in chunks for a stream, otherwise under the length of the whole body. */
function opening(answer: Answer, pieceCount: number): Script {
  const pieces = answer.pieces.slice(0, pieceCount)
  if (isStream(answer)) return [chunkedHead(answer), ...pieces.map((piece) => chunk(piece))]
  const half = Buffer.concat(pieces).subarray(0, Math.floor(bodyOf(answer).length / 2))
  const length = ['content-length', `${bodyOf(answer).length}`] as const
  return [head(answer.status, [...answer.headers, length]), bytes(half)]
}
