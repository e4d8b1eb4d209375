/** `headgate keys create`: makes a credential and shows it once. */

import type { Role } from '../../canonical/index.js'
import { systemClock } from '../../lib/index.js'
import { type CredentialWish, createCredential, NameTaken, type Stores } from '../../stores/index.js'
import { CommandFailed, type Terminal } from '../command.js'
import { showOnce } from './show-once.js'

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
  const created = createCredential(wishOf(options), systemClock)
  try {
    await stores.credentials.add(created.record)
  } catch (error) {
    throw error instanceof NameTaken ? nameTaken(options.name) : error
  }
  showOnce(created, terminal)
}

function wishOf({ name, role, team, models, expires }: CreateOptions): CredentialWish {
  return {
    name,
    role,
    ...(team === undefined ? {} : { team }),
    ...(models === undefined ? {} : { models }),
    ...(expires === undefined ? {} : { expiresAt: systemClock.now() + expires }),
  }
}

function nameTaken(name: string): CommandFailed {
  const fix = `choose another name, or renew that one: headgate keys rotate ${name}.`
  return new CommandFailed(`--name: there is already a credential named ${name}; ${fix}`, 1)
}
