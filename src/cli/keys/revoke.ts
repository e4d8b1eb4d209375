/** `headgate keys revoke`: ends a credential; running gateways refuse its very next request. */
import { systemClock } from '../../lib/index.js'
import type { Stores } from '../../stores/index.js'
import type { Terminal } from '../command.js'
import { findUnrevoked } from './find-credential.js'

/** @throws CommandFailed when no unrevoked credential has that name or id. */
export async function revokeKey(stores: Stores, nameOrId: string, terminal: Terminal): Promise<void> {
  const { id, name } = await findUnrevoked(stores, nameOrId)
  // False only where another process has revoked it since it was looked up, which is what was asked for.
  await stores.credentials.revoke(id, systemClock.now())
  terminal.err(`Revoked ${name} (id ${id}); its next request is refused.\n`)
}
