/** The operator's API: every row with the permission that it takes. What no row lists is not there. */
import { z } from 'zod'
import {
  budgetIdInput,
  budgetOutput,
  putBudget,
  putBudgetInput,
  removeBudget,
  removedOutput,
  standingsOutput,
  tellStandings,
} from './budgets.js'
import { type Row, row } from './row.js'
import { spendInput, spendOutput, tellSpend } from './spend.js'

export const ROUTES: readonly Row[] = [
  row({
    method: 'GET',
    path: '/api/v1/analytics/spend',
    permission: 'logs:read',
    summary: 'What was spent, summed up by whatever is asked.',
    input: spendInput,
    output: spendOutput,
    answer: tellSpend,
  }),
  row({
    method: 'GET',
    path: '/api/v1/budgets',
    permission: 'logs:read',
    summary: 'The budgets in force and where they stand.',
    input: z.strictObject({}),
    output: standingsOutput,
    answer: (_input, services) => tellStandings(services),
  }),
  row({
    method: 'PUT',
    path: '/api/v1/budgets/{id}',
    permission: 'budget:manage',
    summary: 'Makes a budget, or changes the one of that id.',
    input: putBudgetInput,
    output: budgetOutput,
    answer: putBudget,
  }),
  row({
    method: 'DELETE',
    path: '/api/v1/budgets/{id}',
    permission: 'budget:manage',
    summary: 'Takes a budget away; what was spent stays in the ledger.',
    input: budgetIdInput,
    output: removedOutput,
    answer: removeBudget,
  }),
]
