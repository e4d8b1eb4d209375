/** Reads the traffic that is kept beside each dialect, and compares what is made of it with what is written down there. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dialect, Frame, ModelRequest } from '../canonical/index.js'
import { readSse, SseSplitter } from '../lib/index.js'

/** Fixtures are not compiled: from the compiled file back to the sources. */
const SOURCES = join(import.meta.dirname, '..', '..', '..', 'src', 'dialects')

const MAX_EVENT_BYTES = 1 << 20
const MAX_NESTING = 200
const SHOWN_CHARACTERS = 60

/** One recorded request or answer. */
export interface Recording {
  readonly file: string
  /** The name of what it records, without its ending; a streamed answer and a plain one may share it. */
  readonly name: string
  readonly bytes: Buffer
  readonly folder: string
}

/** The recordings of a dialect whose names end so; none where it has no folder of that name. */
export function recordings(dialect: string, ending: string): readonly Recording[] {
  const folder = join(SOURCES, dialect, 'fixtures')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({ file, name: file.slice(0, -ending.length), bytes: readFileSync(join(folder, file)), folder }))
}

/** Compares what is made of recordings with files for people to read, or writes those files. */
export type GoldenFiles = (recording: Recording, ending: string, actual: string) => void

/** Golden files that are kept as they are. */
export const assertGolden: GoldenFiles = ({ folder, name }, ending, actual) => {
  const file = join(folder, `${name}${ending}`)
  assert.ok(existsSync(file), `${file} is missing: run the tests with UPDATE_GOLDEN=1, and read what it says`)
  assert.equal(actual, readFileSync(file, 'utf8'))
}

/** Golden files that are written anew. */
export const updateGolden: GoldenFiles = ({ folder, name }, ending, actual) => {
  writeFileSync(join(folder, `${name}${ending}`), actual)
}

/** A request as its dialect decodes it. */
export function decoded(dialect: Dialect, body: Buffer): ModelRequest {
  return dialect.decodeRequest({ body, parameter: '', maxNesting: MAX_NESTING })
}

/** One line for each segment: where it stands, who speaks, whence it comes, whether it is frozen, and how it begins. */
export function describeSegments(request: ModelRequest): string {
  return request
    .segments()
    .map((segment) => {
      const text = [...JSON.stringify(request.text(segment)).slice(1, -1)].slice(0, SHOWN_CHARACTERS).join('')
      const columns = [request.path(segment), segment.role, segment.provenance, segment.frozen ? 'frozen' : '-', text]
      return `${columns.join(' | ').trimEnd()}\n`
    })
    .join('')
}

/** The frames of a stream that comes in these chunks. */
export function framesOf(chunks: readonly Buffer[]): readonly Frame[] {
  const splitter = new SseSplitter(MAX_EVENT_BYTES)
  const frames: Frame[] = []
  for (const chunk of chunks) splitter.push(chunk, (bytes) => void frames.push(eventFrame(bytes)))
  const rest = splitter.rest()
  return rest.length === 0 ? frames : [...frames, eventFrame(rest)]
}

/** A server-sent event, as its reader sees it. */
export function eventFrame(bytes: Buffer): Frame {
  const { event, data } = readSse(bytes)
  return { bytes, event, data: () => data }
}

/** A whole answer that is not streamed. */
export function bodyFrame(bytes: Buffer): Frame {
  return { bytes, event: 'body', data: () => bytes }
}
