/** Budget rules in memory. */
import type { BudgetRule, BudgetStore } from '../contract.js'

export function createBudgetStore(assertOpen: () => void): BudgetStore {
  const rules = new Map<string, BudgetRule>()
  let version = 0
  return {
    put: async (rule) => {
      assertOpen()
      rules.set(rule.id, rule)
      version += 1
    },
    remove: async (id) => {
      assertOpen()
      version += 1
      return rules.delete(id)
    },
    list: async () => {
      assertOpen()
      return [...rules.values()]
    },
    version: () => {
      assertOpen()
      return version
    },
  }
}
