/** The arithmetic of what an exchange cost, from the ledger's entries: tokens of each kind, their price, and who bears it. */
import { z } from 'zod'
import { type NanoUsd, type PriceSnapshot, usdText } from '../../canonical/index.js'
import { type CostLine, costOf } from '../../metering/index.js'
import type { CostSource, LedgerEntry } from '../../stores/index.js'

const pico = z.int().nonnegative()

const prices = z.object({
  input: pico,
  cacheRead: pico,
  cacheWrite5m: pico,
  cacheWrite1h: pico,
  output: pico,
  reasoning: pico.exactOptional(),
  audioInput: pico.exactOptional(),
  audioOutput: pico.exactOptional(),
})

/** The snapshot as the ledger keeps it. */
const snapshot = z.object({
  source: z.enum(['catalogue', 'override']),
  entry: z.string(),
  version: z.string().exactOptional(),
  prices,
  tiers: z.array(z.object({ above: z.number(), prices })),
  writesCacheUnasked: z.boolean(),
})

const KNOWN_BY: Readonly<Record<CostSource, string>> = {
  reported: 'by the tokens that the provider reported',
  counted: 'by our own count: the provider did not report all of them',
  reserved: 'as the most that it can have been: nobody knows more',
  none: 'not at all: no price was known',
}

const KINDS: Readonly<Record<CostLine['kind'], string>> = {
  input: 'input',
  cacheRead: 'input read from the cache',
  cacheWrite5m: 'input written to the cache',
  cacheWrite1h: 'input written to the cache for an hour',
  audioInput: 'audio input',
  output: 'output',
  reasoning: 'reasoning',
  audioOutput: 'audio output',
}

/** Lines for each attempt that was booked; none where there was none. */
export function priceLines(entries: readonly LedgerEntry[]): string[] {
  return entries.flatMap((entry) => ['', heading(entry, entries.length), ...attemptLines(entry)])
}

function heading({ attempt, provider, model }: LedgerEntry, attempts: number): string {
  return `Cost${attempts > 1 ? ` of attempt ${attempt}` : ''}: ${model} at ${provider}`
}

function attemptLines(entry: LedgerEntry): string[] {
  const price = priceOf(entry)
  const lines = price === undefined || entry.how === 'reserved' ? [] : arithmetic(entry, price)
  const { costNanoUsd, reservedNanoUsd, how, accounts } = entry
  return [
    ...lines,
    `  cost      $${usdText(costNanoUsd)}, known ${KNOWN_BY[how]}`,
    ...(reservedNanoUsd === 0 ? [] : [`  reserved  $${usdText(reservedNanoUsd)} before it was sent`]),
    ...(price === undefined ? [] : [`  prices    ${sourceText(price)}`]),
    ...accounts.map((account) => `  borne by  ${accountText(account)}`),
  ]
}

/** Only where it comes to what was booked: what does not add up is better not shown. */
function arithmetic(entry: LedgerEntry, price: PriceSnapshot): string[] {
  const { nanoUsd, lines } = costOf(usageOf(entry), price)
  if (nanoUsd !== entry.costNanoUsd) return []
  const counts = lines.map(({ tokens }) => tokens.toLocaleString('en-US'))
  const width = Math.max(...counts.map(({ length }) => length))
  return lines.map(({ kind, tokens, picoUsdPerToken }, at) => {
    const sum = picoText(BigInt(tokens) * BigInt(picoUsdPerToken))
    return `  ${counts[at]?.padStart(width)} ${KINDS[kind]} × $${usdText(picoUsdPerToken * 1_000)}/M = $${sum}`
  })
}

function usageOf({ tokens }: LedgerEntry) {
  return {
    inputTokens: tokens.input,
    cacheReadTokens: tokens.cacheRead,
    cacheWriteTokens: tokens.cacheWrite5m + tokens.cacheWrite1h,
    cacheWrite1hTokens: tokens.cacheWrite1h,
    audioInputTokens: tokens.audioInput,
    outputTokens: tokens.output,
    reasoningTokens: tokens.reasoning,
    audioOutputTokens: tokens.audioOutput,
  }
}

function priceOf({ price }: LedgerEntry): PriceSnapshot | undefined {
  // Zod would otherwise build its parsers from strings, and nothing in this house evaluates strings.
  return snapshot.safeParse(price, { jitless: true }).data
}

function sourceText({ source, entry, version }: PriceSnapshot): string {
  if (source === 'override') return `of the configuration, for ${entry}`
  return `of the catalogue${version === undefined ? '' : ` ${version}`}, for ${entry}`
}

/** A sum below a nano-dollar is rounded up when it is booked; the lines show it whole. */
function picoText(pico: bigint): string {
  const nano: NanoUsd = Number(pico / 1_000n)
  const rest = String(pico % 1_000n)
    .padStart(3, '0')
    .replace(/0+$/, '')
  if (rest === '') return usdText(nano)
  const [whole = '0', fraction = ''] = usdText(nano).split('.')
  return `${whole}.${fraction.padEnd(9, '0')}${rest}`
}

/** `key ci, day of UTC from 2027-01-31T00:00:00.000Z`; the id itself where it is of another form. */
function accountText(id: string): string {
  const [, bearer = '', window = '', zone = '', start = ''] = /^(\S*) (\w+) (\S+) (\d{1,15})$/.exec(id) ?? []
  if (window === '') return id
  const who = [...new URLSearchParams(bearer)].map(([subject, name]) => `${subject} ${name}`).join(', ')
  const named = who === '' ? 'everything' : who
  if (Number(start) === 0) return `${named}, in total`
  return `${named}, the ${window} from ${new Date(Number(start)).toISOString().slice(0, 16)}Z (${zone})`
}
