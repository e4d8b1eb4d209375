/** Finds the credential that an operator means by a name or an id. */
import type { CredentialRecord, Stores } from '../../stores/index.js'
import { CommandFailed } from '../command.js'

/** The unrevoked credential of that name, or else of that id. @throws CommandFailed when there is none. */
export async function findUnrevoked({ credentials }: Stores, nameOrId: string): Promise<CredentialRecord> {
  const records = await credentials.list()
  const meant = records.filter(({ name, id }) => name === nameOrId || id === nameOrId)
  const unrevoked = meant.filter(({ revokedAt }) => revokedAt === undefined)
  const found = unrevoked.find(({ name }) => name === nameOrId) ?? unrevoked[0]
  if (found !== undefined) return found
  const problem = meant.length > 0 ? 'has been revoked already' : 'is no name or id of a gateway credential'
  throw new CommandFailed(`${nameOrId} ${problem}; headgate keys list shows those there are.`, 1)
}
