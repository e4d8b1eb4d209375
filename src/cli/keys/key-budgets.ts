/** The budgets that are made with a credential. They go by its name, and so outlive its rotation. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { NanoUsd } from '../../canonical/index.js'
import { systemClock } from '../../lib/index.js'
import type { BudgetRule, Stores } from '../../stores/index.js'

/** A budget as an operator writes it. */
export interface BudgetWish {
  readonly limitNanoUsd: NanoUsd
  readonly window: BudgetRule['window']
  readonly timezone: string
}

/** What one process does to budgets is known to the others by then (`BudgetStore.version`). */
const KNOWN_AFTER_MS = 1_000

/** Keeps all of them or none, and waits until running gateways know them. What is resolved with puts everything back as it was. */
export async function putBudgets(
  { budgets }: Pick<Stores, 'budgets'>,
  name: string,
  wishes: readonly BudgetWish[],
): Promise<() => Promise<void>> {
  const before = wishes.length === 0 ? [] : await budgets.list()
  const rules = wishes.map((wish) => ruleOf(name, wish))
  const takeBack = async () => {
    for (const { id } of rules) {
      const former = before.find((rule) => rule.id === id)
      await (former === undefined ? budgets.remove(id) : budgets.put(former))
    }
  }
  try {
    for (const rule of rules) await budgets.put(rule)
    if (rules.length > 0) await sleep(KNOWN_AFTER_MS)
  } catch (error) {
    await takeBack()
    throw error
  }
  return takeBack
}

/** Reads the budgets once, and finds those that hold the credential of a name alone, in the order in which they were made. */
export async function budgetsOf({
  budgets,
}: Pick<Stores, 'budgets'>): Promise<(name: string) => readonly BudgetRule[]> {
  const rules = await budgets.list()
  return (name) => rules.filter(({ match }) => match.key === name && Object.keys(match).length === 1)
}

/** One for each window, so that a new credential of an old name gives a new limit to the old sum. */
function ruleOf(name: string, wish: BudgetWish): BudgetRule {
  return { id: `key:${name}:${wish.window}`, match: { key: name }, ...wish, createdAt: systemClock.now() }
}
