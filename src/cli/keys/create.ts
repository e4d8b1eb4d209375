/** `headgate keys create`: makes a credential and shows it once. */
import { systemClock } from '../../lib/index.js'
import { createCredential, NameTaken, type Stores } from '../../stores/index.js'
import { CommandFailed, type Terminal } from '../command.js'
import { showOnce } from './show-once.js'
import type { Role } from '../../canonical/index.js'

/** The options as commander hands them over. */
export interface CreateOptions {
  readonly name: string
  readonly role: Role
  readonly team?: string
  readonly models?: readonly string[]
  /** Milliseconds from now. */
  readonly expires?: number
}

/** Adds the credential and prints it. @throws CommandFailed when the name is taken. */
export async function createKey(stores: Stores, options: CreateOptions, terminal: Terminal): Promise<void> {
  const { expires, ...wish } = options
  const created = createCredential(
    {
      name: wish.name,
      role: wish.role,
      ...(wish.team === undefined ? {} : { team: wish.team }),
      ...(wish.models === undefined ? {} : { models: wish.models }),
      ...(expires === undefined ? {} : { expiresAt: systemClock.now() + expires }),
    },
    systemClock,
  )
  try {
    await stores.credentials.add(created.record)
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
    const { name } = wish
    throw new CommandFailed(
      `--name: there is already a credential named ${name}; choose another name, or renew that one: headgate keys rotate ${name}.`,
      1,
    )
  }
  showOnce(created, terminal)
}
