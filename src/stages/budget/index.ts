/** Holds every call to its budgets: what it can cost at most is taken before it is sent, and what it came to is booked. */
import type { Clock } from '../../lib/index.js'
import { allow, type RoutingStage } from '../../pipeline/index.js'
import type { BudgetStore, LedgerStore } from '../../stores/index.js'
import type { BudgetConfig } from './config.js'
import { CurrentRules } from './current-rules.js'
import { type BudgetLevel, LevelWatch } from './level-watch.js'
import { MeteredCalls } from './metered-calls.js'
import type { Metering } from './prospect.js'

export type { BudgetConfig } from './config.js'
export { configuredBudgets } from './current-rules.js'
export { type BudgetLevel, describeBudgetLevel } from './level-watch.js'
export type { Metering } from './prospect.js'
export { type Budget, RuleBook } from './rule-book.js'
export { isTimeZone, Windows } from './window.js'

export interface BudgetServices {
  readonly ledger: LedgerStore
  readonly budgets: BudgetStore
  readonly metering: Metering
  readonly clock: Pick<Clock, 'now'>
  /** The fingerprint of the session that a tenant calls so. */
  readonly sessionNamed: (tenant: string, name: string) => string
  /** Told when a budget has been used by half, by four fifths, and whole. */
  readonly onLevel: (level: BudgetLevel) => void
}

/** Last of all stages that may refuse, so that nothing is reserved for a call that was going to be refused. */
export function createBudget(config: BudgetConfig, services: BudgetServices): RoutingStage {
  const { budgets, onLevel, ...others } = services
  const rules = new CurrentRules(config, budgets)
  const levels = new LevelWatch(services.ledger, onLevel)
  const calls = new MeteredCalls({ config, ...others, onBooked: levels.booked })
  return {
    name: 'budget',
    onFault: 'deny',
    decide: (routed) => {
      if (routed.route.costs === 'nothing') return allow()
      const book = rules.now()
      return book instanceof Promise ? book.then((read) => calls.decide(read, routed)) : calls.decide(book, routed)
    },
  }
}
