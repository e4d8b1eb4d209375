/** What the head of an answer says about what follows it: where its body ends, and how long its connection may be kept. */
import type { AnswerHead } from './answer-head.js'
import { HttpFault } from './http-fault.js'

/** A number of bytes, chunks that say themselves which is the last, or all that comes until the connection is closed. */
export type Framing = number | 'chunked' | 'until_close'

/** How long an idle connection is kept where the provider does not say; shorter than most providers keep theirs. */
const KEEP_ALIVE_MS = 30_000
const MAX_KEEP_ALIVE_MS = 600_000

/** A request that leaves just before the provider's time is up would arrive after it. */
const KEEP_ALIVE_MARGIN_MS = 2_000

/**
 * Where the body of the answer to such a request ends (RFC 9112, section 6.3).
 * @throws HttpFault `INVALID_ANSWER` where the head says two things, or names a coding that was not asked for
 */
export function framingOf(head: AnswerHead, method: string): Framing {
  const { status, contentLength } = head
  const isChunked = head.transferEncoding !== ''
  if (isChunked && !isChunkedAlone(head)) throw new HttpFault('INVALID_ANSWER')
  if (method === 'HEAD' || status === 204 || status === 304) return 0
  return isChunked ? 'chunked' : (contentLength ?? 'until_close')
}

function isChunkedAlone({ transferEncoding, contentLength, isOld }: AnswerHead): boolean {
  return transferEncoding.toLowerCase() === 'chunked' && contentLength === undefined && !isOld
}

/** How long the connection may wait for another call after this answer, in ms; 0 where it may not. */
export function keptAliveMs({ connection, keepAlive, isOld }: AnswerHead): number {
  if (connection === '' ? isOld : !keeps(connection, isOld)) return 0
  const [, seconds] = keepAlive === '' ? [] : (/\btimeout=(\d{1,9})/i.exec(keepAlive) ?? [])
  if (seconds === undefined) return KEEP_ALIVE_MS
  return Math.max(0, Math.min(Number(seconds) * 1000 - KEEP_ALIVE_MARGIN_MS, MAX_KEEP_ALIVE_MS))
}

function keeps(connection: string, isOld: boolean): boolean {
  if (connection === 'keep-alive') return true
  const options = connection
    .toLowerCase()
    .split(',')
    .map((option) => option.trim())
  return !options.includes('close') && (!isOld || options.includes('keep-alive'))
}
