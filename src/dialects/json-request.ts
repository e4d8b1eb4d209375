/** Decodes a JSON request of any dialect: indexes it, reads its facts, and refuses what is malformed, naming the place. */
import { jsonRequest, type ModelRequest, type TextRule, type WireRequest } from '../canonical/index.js'
import { ABSENT, indexJson, type JsonDocument, JsonSyntaxError, KIND } from '../lib/index.js'
import { readDemand } from './demand.js'
import { fact, invalid } from './facts.js'
import type { DemandRule } from './findings.js'

/** What is particular to one dialect's body. */
export interface JsonShape {
  readonly rule: TextRule
  /** The member that holds the conversation, if there is one. */
  readonly conversation?: { readonly key: string; readonly mayBeText: boolean }
  /** Where a body says what it can cost; absent where calls cost nothing. */
  readonly demand?: DemandRule
}

/** @throws HeadgateError `invalid_request` */
export function decodeJsonRequest(wire: WireRequest, shape: JsonShape): ModelRequest {
  const document = indexed(wire)
  if (document.kind(document.root) !== KIND.object) throw invalid('The body must be a JSON object.')
  const model = fact(document, 'model')
  const stream = fact(document, 'stream')
  if (model !== ABSENT && document.kind(model) !== KIND.string) throw invalid('model must be a string.')
  if (stream !== ABSENT && ![KIND.true, KIND.false, KIND.null].some((kind) => kind === document.kind(stream)))
    throw invalid('stream must be a boolean.')
  const { rule, demand } = shape
  const messages = messageCount(document, shape.conversation)
  const body = { document, messages, segments: () => request.segments() }
  const facts = {
    model: model === ABSENT ? undefined : document.text(model),
    otherModels: () => otherModels(document, shape.conversation?.key),
    stream: stream !== ABSENT && document.kind(stream) === KIND.true,
    messageCount: messages,
    demand: demand && once(() => readDemand(body, demand)),
  }
  const request: ModelRequest = jsonRequest(document, facts, rule)
  return request
}

function once<Value>(read: () => Value): () => Value {
  let known: { readonly value: Value } | undefined
  return () => {
    known ??= { value: read() }
    return known.value
  }
}

/** Vendors let a request name further models: to fall back to, to run a tool, to moderate. What is said in the conversation names none. */
function otherModels(document: JsonDocument, conversationKey: string | undefined): readonly string[] {
  const found: string[] = []
  const lookInto = (node: number): void => {
    document.eachItem(node, lookInto)
    document.eachMember(node, (name, value) => {
      if (document.isNamed(name, 'model') && document.kind(value) === KIND.string) found.push(document.text(value))
      else lookInto(value)
    })
  }
  document.eachMember(document.root, (name, value) => {
    const isConversation = conversationKey !== undefined && document.isNamed(name, conversationKey)
    if (!isConversation && !document.isNamed(name, 'model')) lookInto(value)
  })
  return found
}

function indexed({ body, maxNesting }: WireRequest): JsonDocument {
  try {
    return indexJson(body, maxNesting)
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw invalid(`The body is not valid JSON: ${error.message}.`)
    throw error
  }
}

function messageCount(document: JsonDocument, conversation: JsonShape['conversation']): number {
  if (conversation === undefined) return 0
  let count = 0
  // Every member of that name counts, whichever of them the provider would take.
  document.eachMember(document.root, (name, value) => {
    if (!document.isNamed(name, conversation.key)) return
    const isText = document.kind(value) === KIND.string || document.kind(value) === KIND.null
    if (document.kind(value) === KIND.array) checkItems(document, value, conversation.key)
    else if (!(conversation.mayBeText && isText)) throw invalid(`${conversation.key} must be an array.`)
    count += isText ? 1 : document.size(value)
  })
  return count
}

function checkItems(document: JsonDocument, list: number, key: string): void {
  let index = 0
  document.eachItem(list, (item) => {
    if (document.kind(item) !== KIND.object) throw invalid(`${key}[${index}] must be an object.`)
    index++
  })
}
