/** What the ledger says of a call, before it is sent and after. */
import { type PriceSnapshot, shownModel, type Usage } from '../../canonical/index.js'
import type { Routed } from '../../pipeline/index.js'
import type { EntryDraft, EntryTokens } from '../../stores/index.js'

/** A draft of the entry; what a client calls its model is only written down where it is a model's name. */
export function draftOf(
  routed: Routed,
  { at, provider, price }: { at: number; provider: string; price: PriceSnapshot | undefined },
): EntryDraft {
  const { id, principal, session, request } = routed
  const { team, user } = principal
  return {
    id,
    attempt: 1,
    at,
    key: principal.name,
    keyId: principal.id,
    ...(team === undefined ? {} : { team }),
    ...(user === undefined ? {} : { user }),
    ...(session === undefined ? {} : { session }),
    provider,
    model: shownModel(request.facts.model ?? ''),
    ...(price === undefined ? {} : { price }),
  }
}

/** Tokens by kind, as the ledger keeps them. */
export function entryTokens(usage: Usage): EntryTokens {
  const cacheWrite1h = usage.cacheWrite1hTokens ?? 0
  return {
    input: usage.inputTokens ?? 0,
    cacheRead: usage.cacheReadTokens ?? 0,
    cacheWrite5m: Math.max(0, (usage.cacheWriteTokens ?? 0) - cacheWrite1h),
    cacheWrite1h,
    imageInput: usage.imageInputTokens ?? 0,
    audioInput: usage.audioInputTokens ?? 0,
    output: usage.outputTokens ?? 0,
    reasoning: usage.reasoningTokens ?? 0,
    audioOutput: usage.audioOutputTokens ?? 0,
  }
}
