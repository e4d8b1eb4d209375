/** `headgate keys rotate`: puts a new credential in the place of an old one, which is dead at once. */
import { systemClock } from '../../lib/index.js'
import { type CredentialRecord, type CredentialWish, createCredential, type Stores } from '../../stores/index.js'
import { CommandFailed, type Terminal } from '../command.js'
import { findUnrevoked } from './find-credential.js'
import { budgetsOf } from './key-budgets.js'
import { showOnce } from './show-once.js'

/** The options as commander hands them over. */
export interface RotateOptions {
  /** Milliseconds from now. */
  readonly expires?: number
}

/** Keeps everything that the old one had, and the time of expiry unless a new one is given. @throws CommandFailed */
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
  const budgets = await budgetsOf(stores)
  if (!(await stores.credentials.replace(old.id, created.record, nowMs))) {
    throw new CommandFailed(`${old.name} was revoked meanwhile; headgate keys list shows those there are.`, 1)
  }
  showOnce(created, budgets(old.name), terminal)
}

/** What is not of this one credential alone. Budgets go by the name, and so need not be kept here. */
function keptBy(old: CredentialRecord): CredentialWish {
  const { id: _id, hash: _hash, createdAt: _createdAt, expiresAt: _expiresAt, revokedAt: _revokedAt, ...kept } = old
  return kept
}
