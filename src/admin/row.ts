/** A row of the operator's API: what it answers, who may ask, and the forms of question and answer. */
import type { z } from 'zod'
import type { Permission } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import type { Clock } from '../lib/index.js'
import type { Budget } from '../stages/index.js'
import type { BudgetStore, LedgerStore } from '../stores/index.js'

/** What the rows work with. */
export interface OperatorServices {
  readonly ledger: Pick<LedgerStore, 'balances' | 'spend' | 'latestTime'>
  readonly budgets: Pick<BudgetStore, 'list' | 'put' | 'remove'>
  /** The budgets of the configuration. */
  readonly configured: readonly Budget[]
  readonly clock: Pick<Clock, 'now'>
}

/** As a row is written; none compiles without a permission. */
export interface RowDefinition<Input extends z.ZodObject, Output extends z.ZodType> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Compared as it is spelled, segment by segment. `{name}` stands for one segment, which is the member `name` of the input. */
  readonly path: `/api/v1/${string}`
  readonly permission: Permission
  /** One sentence. */
  readonly summary: string
  /** The query of a GET or a DELETE, else the JSON body; each member's description ends the sentence "name must be …". */
  readonly input: Input
  /** What it does not name is not sent. */
  readonly output: Output
  /** @throws HeadgateError */
  readonly answer: (input: z.output<Input>, services: OperatorServices) => Promise<z.input<Output>>
}

/** A row whose forms are checked on the way in and on the way out. */
export interface Row extends Omit<RowDefinition<z.ZodObject, z.ZodType>, 'answer'> {
  /** @throws HeadgateError `invalid_request`, and what the row itself throws. */
  answer(given: unknown, services: OperatorServices): Promise<unknown>
}

// Zod would otherwise build its parsers from strings, and nothing in this house evaluates strings.
const PARSING = { jitless: true } as const

export function row<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: RowDefinition<Input, Output>,
): Row {
  const { input, output } = definition
  return {
    ...definition,
    answer: async (given, services) => {
      const parsed = input.safeParse(given, PARSING)
      if (!parsed.success) throw new HeadgateError({ code: 'invalid_request', detail: complaint(input, parsed.error) })
      return output.parse(await definition.answer(parsed.data, services), PARSING)
    },
  }
}

/** Says what a member must be, in our words alone: what was sent may be anything. */
function complaint({ shape }: z.ZodObject, { issues }: z.ZodError): string {
  const names = Object.keys(shape)
  const wrong = names.find((name) => issues.some(({ path }) => path[0] === name))
  const phrase = wrong === undefined ? undefined : shape[wrong]?.meta()?.description
  if (phrase !== undefined) return `${wrong} must be ${phrase}.`
  return names.length === 0 ? 'It takes nothing.' : `It takes ${names.join(', ')}, and nothing else.`
}
