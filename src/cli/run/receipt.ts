/** Adds up what a command did through its gateway, for the receipt at the end. */
import { type NanoUsd, usdText } from '../../canonical/index.js'
import type { Cost, Finished } from '../../pipeline/index.js'
import { tableLines } from '../table.js'

/** What is added up of an exchange. */
export type Call = Pick<Finished, 'line' | 'cost'>

/** What the ledger says at the end. */
export interface Capped {
  readonly capNanoUsd: NanoUsd
  readonly spentNanoUsd: NanoUsd
}

export interface Receipt {
  add(call: Call): void
  /** What was done so far, as text for a terminal. */
  lines(durationMs: number, capped?: Capped): readonly string[]
}

interface Sum {
  calls: number
  input: number
  output: number
  costNanoUsd: NanoUsd
  /** Calls that used tokens for which no price is known. */
  unpriced: number
}

/** A client can call as many models as it has names for; beyond this many they share one line. */
const MAX_MODELS = 50
const OTHERS = '(others)'
/** A request that names none, such as the list of models. */
const NO_MODEL = '(none)'

/** An empty receipt. */
export function createReceipt(): Receipt {
  const total = emptySum()
  const byModel = new Map<string, Sum>()
  const byCode = new Map<string, number>()
  return {
    add: (call) => {
      const { provider, model, code } = call.line
      if (code !== null) byCode.set(code, (byCode.get(code) ?? 0) + 1)
      if (provider === null) return
      const { input, output } = tokensOf(call)
      for (const sum of [total, sumOf(byModel, model ?? NO_MODEL)]) {
        sum.calls += 1
        sum.input += input
        sum.output += output
        sum.costNanoUsd += call.cost?.nanoUsd ?? 0
        if (call.cost === undefined && input + output > 0) sum.unpriced += 1
      }
    },
    lines: (durationMs, capped) => [
      headline(total, durationMs),
      ...modelLines(byModel),
      ...(capped === undefined ? [] : [capLine(capped)]),
      ...codeLines(byCode),
    ],
  }
}

function emptySum(): Sum {
  return { calls: 0, input: 0, output: 0, costNanoUsd: 0, unpriced: 0 }
}

function sumOf(byModel: Map<string, Sum>, model: string): Sum {
  const name = byModel.has(model) || byModel.size < MAX_MODELS ? model : OTHERS
  const sum = byModel.get(name) ?? emptySum()
  byModel.set(name, sum)
  return sum
}

/** Those that were paid for; where that is not known by kinds, those that the provider reported. */
function tokensOf({ cost, line }: Call): { readonly input: number; readonly output: number } {
  const { input, output } = line.tokens
  if (cost === undefined || cost.lines.length === 0) return { input: input ?? 0, output: output ?? 0 }
  return { input: tokensIn(cost, (kind) => !isOutput(kind)), output: tokensIn(cost, isOutput) }
}

function tokensIn({ lines }: Cost, isMeant: (kind: string) => boolean): number {
  return lines.reduce((sum, { kind, tokens }) => (isMeant(kind) ? sum + tokens : sum), 0)
}

function isOutput(kind: string): boolean {
  return ['output', 'reasoning', 'audioOutput'].includes(kind)
}

function headline(total: Sum, durationMs: number): string {
  const { calls, input, output, unpriced } = total
  const tokens = `${input} tokens in, ${output} out`
  const rest = unpriced === 0 ? '' : `, and ${counted(unpriced)} of unknown price`
  const seconds = (durationMs / 1_000).toFixed(1)
  return `headgate: ${counted(calls)} in ${seconds} s, ${tokens}, ${usdText(total.costNanoUsd)} USD${rest}`
}

function counted(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`
}

function modelLines(byModel: ReadonlyMap<string, Sum>): readonly string[] {
  if (byModel.size === 0) return []
  const rows = [...byModel].map(([model, { calls, input, output, costNanoUsd, unpriced }]) => {
    return [model, `${calls}`, `${input}`, `${output}`, unpriced === calls ? 'unknown' : usdText(costNanoUsd)]
  })
  return tableLines(['MODEL', 'CALLS', 'TOKENS IN', 'TOKENS OUT', 'USD'], rows).map((line) => `  ${line}`)
}

function capLine({ capNanoUsd, spentNanoUsd }: Capped): string {
  const left = Math.max(0, capNanoUsd - spentNanoUsd)
  return `  cap: ${usdText(capNanoUsd)} USD, of which ${usdText(spentNanoUsd)} were spent and ${usdText(left)} are left`
}

function codeLines(byCode: ReadonlyMap<string, number>): readonly string[] {
  if (byCode.size === 0) return []
  return [`  refused or failed: ${[...byCode].map(([code, count]) => `${count} ${code}`).join(', ')}`]
}
