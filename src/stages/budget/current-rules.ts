/** The budgets that are in force: those of the configuration, and those that operators made, as soon as they are changed. */
import type { BudgetStore } from '../../stores/index.js'
import type { BudgetConfig } from './config.js'
import { type Budget, RuleBook } from './rule-book.js'

const NANO_PER_USD = 1e9

/** The budgets that the configuration names. */
export function configuredBudgets({ per_day_usd, scopes }: BudgetConfig): readonly Budget[] {
  const daily: readonly Budget[] =
    per_day_usd === undefined ? [] : [{ match: {}, limitNanoUsd: nanoUsd(per_day_usd), window: 'day', timezone: 'UTC' }]
  const others = scopes.map(({ match, limit_usd, window, timezone }) => {
    return { match, limitNanoUsd: nanoUsd(limit_usd), window, timezone }
  })
  return [...daily, ...others]
}

/** Rereads what is stored when that has changed. */
export class CurrentRules {
  private book: RuleBook | undefined
  private version = Number.NaN
  private readonly configured: readonly Budget[]

  constructor(
    config: BudgetConfig,
    private readonly stored: BudgetStore,
  ) {
    this.configured = configuredBudgets(config)
  }

  /** At once as long as nothing has changed. Fails when the store cannot tell, and then nobody may spend. */
  now(): RuleBook | Promise<RuleBook> {
    const version = this.stored.version()
    if (this.book !== undefined && version === this.version) return this.book
    return this.read(version)
  }

  private async read(version: number): Promise<RuleBook> {
    const book = new RuleBook([...this.configured, ...(await this.stored.list())])
    this.book = book
    this.version = version
    return book
  }
}

/** Nearest to what was written: a number of dollars is no exact binary fraction. */
function nanoUsd(usd: number): number {
  return Math.round(usd * NANO_PER_USD)
}
