/** `headgate keys rotate`: puts a new credential in the place of an old one, which is dead at once. */
import { systemClock } from '../../lib/index.js'
import { type CredentialRecord, createCredential, type Stores } from '../../stores/index.js'
import { CommandFailed, type Terminal } from '../command.js'
import { findUnrevoked } from './find-credential.js'
import { showOnce } from './show-once.js'

/** The options as commander hands them over. */
export interface RotateOptions {
  /** Milliseconds from now. */
  readonly expires?: number
}

/** Keeps name, role, team and models, and the time of expiry unless a new one is given. @throws CommandFailed */
export async function rotateKey(
  stores: Stores,
  asked: RotateOptions & { readonly nameOrId: string },
  terminal: Terminal,
): Promise<void> {
  const old = await findUnrevoked(stores, asked.nameOrId)
  const nowMs = systemClock.now()
  const expiresAt = asked.expires === undefined ? old.expiresAt : nowMs + asked.expires
  if (expiresAt !== undefined && expiresAt <= nowMs) {
    throw new CommandFailed(
      `${old.name} has expired, and so would the new one; say how long it lives with --expires.`,
      1,
    )
  }
  const created = createCredential({ ...keptBy(old), ...(expiresAt === undefined ? {} : { expiresAt }) }, systemClock)
  if (!(await stores.credentials.replace(old.id, created.record, nowMs))) {
    throw new CommandFailed(`${old.name} was revoked meanwhile; headgate keys list shows those there are.`, 1)
  }
  showOnce(created, terminal)
}

function keptBy({ name, role, team, models }: CredentialRecord) {
  return { name, role, ...(team === undefined ? {} : { team }), ...(models === undefined ? {} : { models }) }
}
