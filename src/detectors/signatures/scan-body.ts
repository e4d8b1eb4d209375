/**
 * Finds signatures in the bytes of a JSON body before it is parsed: one quick pass over all of it, in which escapes are read
 * as the parser will read them, says which strings need a closer look; only those are decoded and scanned as text.
 */
import { type Lru, sha256 } from '../../lib/index.js'
import type { SignatureSet } from './compile.js'
import { MAX_FINDINGS } from './find-phrases.js'
import { readJsonText } from './json-text.js'
import { QuickPass, type Region } from './quick-pass.js'
import { type Finding, scanInSlices } from './scan-text.js'

/** Bytes that the quick pass takes before it pauses. */
const STRIDE_BYTES = 65_536
/** Bytes of one region that are decoded at once; a longer one is decoded in parts that overlap. */
const PART_BYTES = 32_768
const OVERLAP_BYTES = 4096

/**
 * What was found in bytes that were scanned before, by their hash: a conversation is sent again on every turn. It belongs to
 * one set of signatures. Offsets count from the beginning of those bytes.
 */
export type BodyMemo = Lru<string, readonly Finding[]>

/**
 * Pauses often, so that whoever drives it can let others run. The offsets of the findings are offsets of bytes in the body.
 * Never throws, whether or not the bytes are JSON.
 */
export function* scanBody(
  set: SignatureSet,
  bytes: Uint8Array,
  memo?: BodyMemo,
): Generator<undefined, readonly Finding[]> {
  const pass = new QuickPass(set, bytes)
  for (let at = 0; at < bytes.length; at += STRIDE_BYTES) {
    if (at > 0) yield
    pass.advance(Math.min(at + STRIDE_BYTES, bytes.length))
  }
  const findings: Finding[] = []
  for (const region of pass.finish()) {
    for (const part of partsOf(bytes, region)) {
      const found = yield* scanPart(set, bytes.subarray(part.start, part.end), memo)
      for (const finding of found) addTo(findings, finding, part.start)
      if (findings.length >= MAX_FINDINGS) return findings
    }
  }
  return findings
}

/** Findings with offsets in these bytes. */
function* scanPart(
  set: SignatureSet,
  bytes: Uint8Array,
  memo: BodyMemo | undefined,
): Generator<undefined, readonly Finding[]> {
  const key = memo === undefined ? '' : sha256(bytes).toString('latin1')
  const known = memo?.get(key)
  if (known !== undefined) return known
  yield
  const { text, from, to } = readJsonText(bytes)
  const found = yield* scanInSlices(set, text)
  const findings = found.map((finding) => ({
    ...finding,
    start: from[finding.start] ?? 0,
    end: to[finding.end - 1] ?? bytes.length,
  }))
  memo?.set(key, findings)
  return findings
}

/** Two parts that overlap may show the same place. */
function addTo(findings: Finding[], finding: Finding, offset: number): void {
  const start = finding.start + offset
  const end = finding.end + offset
  const isKnown = findings.some((other) => other.rule === finding.rule && other.start < end && start < other.end)
  if (!isKnown) findings.push({ ...finding, start, end })
}

function* partsOf(bytes: Uint8Array, { start, end }: Region): Generator<Region> {
  for (let at = start; at < end; ) {
    const partEnd = Math.min(end, at + PART_BYTES)
    yield { start: at, end: partEnd }
    if (partEnd === end) return
    at = characterStart(bytes, partEnd - OVERLAP_BYTES)
  }
}

/** Not within a character of several bytes. (Within an escape is no matter: a part begins well before the other ends.) */
function characterStart(bytes: Uint8Array, at: number): number {
  let start = at
  while ((bytes[start] ?? 0) >> 6 === 2 && at - start < 3) start--
  return start
}
