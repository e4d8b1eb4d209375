/** What the mock upstream answers, byte for byte, so that every response can be checked against it. */

/** `burst` streams as fast as it can, `paced` at the speed of a model. */
export type AnswerKind = 'plain' | 'burst' | 'paced'

export const STREAM_CHUNKS = 50
export const PACED_INTERVAL_MS = 20

const MODEL_PREFIX = 'bench-'
const ANSWER_KINDS: readonly AnswerKind[] = ['plain', 'burst', 'paced']

/** The model name that asks the mock upstream for this kind of answer. */
export function modelOf(kind: AnswerKind): string {
  return MODEL_PREFIX + kind
}

/** The kind of answer that a request asks for, read from the first bytes of its body. */
export function answerKindOf(bodyStart: string): AnswerKind | undefined {
  return ANSWER_KINDS.find((kind) => bodyStart.includes(`"${modelOf(kind)}"`))
}

/** The events of a streamed answer; the end marker rides with the last. */
export const STREAM_EVENTS: readonly Buffer[] = Array.from({ length: STREAM_CHUNKS }, (_, index) => streamEvent(index))

export const PLAIN_BODY = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-bench0001',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: modelOf('plain'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'The total forgets the refund. '.repeat(20), refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: usage(),
    service_tier: 'default',
    system_fingerprint: 'fp_bench',
  }),
)

/** The length of an answer's body, with any chunked framing taken off. */
export function answerBytes(kind: AnswerKind): number {
  return kind === 'plain' ? PLAIN_BODY.length : STREAM_EVENTS.reduce((sum, event) => sum + event.length, 0)
}

function streamEvent(index: number): Buffer {
  const isUsage = index === STREAM_CHUNKS - 1
  const isStop = index === STREAM_CHUNKS - 2
  const delta = index === 0 ? { role: 'assistant', content: '' } : isStop ? {} : { content: ` word${index}` }
  const choice = { index: 0, delta, logprobs: null, finish_reason: isStop ? 'stop' : null }
  const event = {
    id: 'chatcmpl-bench0001',
    object: 'chat.completion.chunk',
    created: 1_760_000_000,
    model: modelOf('burst'),
    service_tier: 'default',
    system_fingerprint: 'fp_bench',
    choices: isUsage ? [] : [choice],
    usage: isUsage ? usage() : null,
  }
  return Buffer.from(`data: ${JSON.stringify(event)}\n\n${isUsage ? 'data: [DONE]\n\n' : ''}`)
}

function usage() {
  return { prompt_tokens: 250, completion_tokens: 120, total_tokens: 370, prompt_tokens_details: { cached_tokens: 0 } }
}
