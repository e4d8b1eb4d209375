/** Shows a new credential: the explanation on stderr, and on stdout nothing but the credential, for scripts to take. */
import type { BudgetRule, CreatedCredential } from '../../stores/index.js'
import type { Terminal } from '../command.js'
import { budgetsText, describeCredential, limitsText } from './describe-credential.js'

/** The only place where a credential made by `keys` is printed. */
export function showOnce(
  { record, credential }: CreatedCredential,
  budgets: readonly BudgetRule[],
  terminal: Terminal,
): void {
  const described = describeCredential(record, budgets, record.createdAt)
  const { name, id, role, models, expires } = described
  const until = expires === null ? 'does not expire' : `expires ${expires}`
  const reach = models === null ? 'all models' : `the models ${models.join(', ')}`
  terminal.err(`Gateway credential ${name} (id ${id}): role ${role}, ${reach}, ${until}.\n`)
  const limits = limitsText(described)
  if (limits !== undefined) terminal.err(`Its limits: ${limits}.\n`)
  const held = budgetsText(described)
  if (held !== undefined) terminal.err(`Its budgets: ${held}.\n`)
  terminal.err('It is shown only this once; headgate keeps a hash of it.\n')
  terminal.out(`${credential}\n`)
}
