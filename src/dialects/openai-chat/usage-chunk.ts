/** Makes a chat stream report its tokens, and keeps the extra chunk from a client that did not ask for it. */
import type { EncodedRequest, Frame, FrameFilter, ModelRequest } from '../../canonical/index.js'
import { ABSENT, type JsonDocument, KIND, type Splice } from '../../lib/index.js'
import { jsonOf } from '../json-answer.js'
import { memberSearch } from '../member-search.js'
import { insertMember, replaceValue } from '../place-splices.js'

const INCLUDE_USAGE = '"include_usage":true'

/** The client's bytes, with `stream_options.include_usage` spliced in where a stream was asked for without it. */
export function askForUsage(request: ModelRequest): EncodedRequest {
  const splice = request.document && request.facts.stream ? usageSplice(request.document) : undefined
  if (splice === undefined) return { body: request.encode() }
  return { body: request.encode([splice]), answerFilter: withoutUsageChunk }
}

function usageSplice(document: JsonDocument): Splice | undefined {
  const options = document.member(document.root, 'stream_options')
  if (options === ABSENT) return insertMember(document, document.root, `"stream_options":{${INCLUDE_USAGE}}`)
  if (document.kind(options) === KIND.null) return replaceValue(document, options, `{${INCLUDE_USAGE}}`)
  const asked = document.member(options, 'include_usage')
  if (asked === ABSENT) return insertMember(document, options, INCLUDE_USAGE)
  return document.kind(asked) === KIND.true ? undefined : replaceValue(document, asked, 'true')
}

const withoutUsageChunk: FrameFilter = {
  frame: (frame) => (isUsageChunk(frame) ? [] : [frame]),
  end: () => [],
}

const tellsUsage = memberSearch('usage')

/** The one chunk that carries usage and no choice; a first chunk with filter results has no usage. */
function isUsageChunk(frame: Frame): boolean {
  if (!tellsUsage(frame.bytes)) return false
  const json = jsonOf(frame)
  if (json === undefined) return false
  return json.get('choices').isEmptyArray() && json.get('usage').isObject()
}
