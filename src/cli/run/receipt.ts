/** Adds up what a command did through its gateway, for the receipt at the end. */
import type { ExchangeLine } from '../../telemetry/index.js'
import { tableLines } from '../table.js'

export interface Receipt {
  add(line: ExchangeLine): void
  /** What was done so far, as text for a terminal. */
  lines(durationMs: number): readonly string[]
}

interface Sum {
  calls: number
  input: number
  output: number
}

/** A client can call as many models as it has names for; beyond this many they share one line. */
const MAX_MODELS = 50
const OTHERS = '(others)'
/** A request that names none, such as the list of models. */
const NO_MODEL = '(none)'

/** An empty receipt. */
export function createReceipt(): Receipt {
  const total: Sum = { calls: 0, input: 0, output: 0 }
  const byModel = new Map<string, Sum>()
  const byCode = new Map<string, number>()
  return {
    add: ({ provider, model, tokens, code }) => {
      if (code !== null) byCode.set(code, (byCode.get(code) ?? 0) + 1)
      if (provider === null) return
      for (const sum of [total, sumOf(byModel, model ?? NO_MODEL)]) {
        sum.calls += 1
        sum.input += tokens.input ?? 0
        sum.output += tokens.output ?? 0
      }
    },
    lines: (durationMs) => [headline(total, durationMs), ...modelLines(byModel), ...codeLines(byCode)],
  }
}

function sumOf(byModel: Map<string, Sum>, model: string): Sum {
  const name = byModel.has(model) || byModel.size < MAX_MODELS ? model : OTHERS
  const sum = byModel.get(name) ?? { calls: 0, input: 0, output: 0 }
  byModel.set(name, sum)
  return sum
}

function headline({ calls, input, output }: Sum, durationMs: number): string {
  const calling = calls === 1 ? '1 call' : `${calls} calls`
  return `headgate: ${calling} in ${(durationMs / 1_000).toFixed(1)} s, ${input} tokens in, ${output} out`
}

function modelLines(byModel: ReadonlyMap<string, Sum>): readonly string[] {
  if (byModel.size === 0) return []
  const rows = [...byModel].map(([model, { calls, input, output }]) => [model, `${calls}`, `${input}`, `${output}`])
  return tableLines(['MODEL', 'CALLS', 'TOKENS IN', 'TOKENS OUT'], rows).map((line) => `  ${line}`)
}

function codeLines(byCode: ReadonlyMap<string, number>): readonly string[] {
  if (byCode.size === 0) return []
  return [`  refused or failed: ${[...byCode].map(([code, count]) => `${count} ${code}`).join(', ')}`]
}
