/** Shows a new credential: the explanation on stderr, and on stdout nothing but the credential, for scripts to take. */
import type { CreatedCredential } from '../../stores/index.js'
import type { Terminal } from '../command.js'
import { describeCredential } from './describe-credential.js'

/** The only place where a credential made by `keys` is printed. */
export function showOnce({ record, credential }: CreatedCredential, terminal: Terminal): void {
  const { name, id, role, models, expires } = describeCredential(record, record.createdAt)
  const until = expires === null ? 'does not expire' : `expires ${expires}`
  const reach = models === null ? 'all models' : `the models ${models.join(', ')}`
  terminal.err(`Gateway credential ${name} (id ${id}): role ${role}, ${reach}, ${until}.\n`)
  terminal.err('It is shown only this once; headgate keeps a hash of it.\n')
  terminal.out(`${credential}\n`)
}
