/** The operator's API, and the reports that the shell shares with it. */
export { type StandingsTold, tellStandings } from './budgets.js'
export { createOperate } from './operate.js'
export { ROUTES } from './routes.js'
export type { OperatorServices } from './row.js'
export { readDay, readDimensions, SPEND_DIMENSIONS, type SpendQuery, type SpendTold, tellSpend } from './spend.js'
