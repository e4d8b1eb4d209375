/** `headgate keys create`: makes a credential with its limits and budgets, and shows it once. */

import type { Role } from '../../canonical/index.js'
import { systemClock } from '../../lib/index.js'
import { type CredentialWish, createCredential, NameTaken, type Stores } from '../../stores/index.js'
import { CommandFailed, type Terminal } from '../command.js'
import { type BudgetWish, budgetsOf, putBudgets } from './key-budgets.js'
import { showOnce } from './show-once.js'

/** The options as commander hands them over. */
export interface CreateOptions {
  readonly name: string
  readonly role: Role
  readonly team?: string
  readonly user?: string
  readonly models?: readonly string[]
  /** Milliseconds from now. */
  readonly expires?: number
  readonly rpm?: number
  readonly tpm?: number
  readonly maxConcurrent?: number
  readonly budget?: readonly BudgetWish[]
}

/** Adds the credential and its budgets, or none of them, and prints it. @throws CommandFailed when the name is taken. */
export async function createKey(stores: Stores, options: CreateOptions, terminal: Terminal): Promise<void> {
  const { name, budget = [] } = options
  const created = createCredential(wishOf(options), systemClock)
  if (await isTaken(stores, name)) throw nameTaken(name)
  // Before the credential, which is never without its budgets.
  const takeBack = await putBudgets(stores, name, budget)
  try {
    // Read before it is added, so that nothing can fail between that and showing it.
    const budgets = await budgetsOf(stores)
    await stores.credentials.add(created.record)
    showOnce(created, budgets(name), terminal)
  } catch (error) {
    await takeBack()
    throw error instanceof NameTaken ? nameTaken(name) : error
  }
}

function wishOf(options: CreateOptions): CredentialWish {
  const { name, role, team, user, models, expires, rpm, tpm, maxConcurrent } = options
  return {
    name,
    role,
    ...(team === undefined ? {} : { team }),
    ...(user === undefined ? {} : { user }),
    ...(models === undefined ? {} : { models }),
    ...(expires === undefined ? {} : { expiresAt: systemClock.now() + expires }),
    ...(rpm === undefined ? {} : { requestsPerMinute: rpm }),
    ...(tpm === undefined ? {} : { tokensPerMinute: tpm }),
    ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
  }
}

async function isTaken({ credentials }: Stores, wanted: string): Promise<boolean> {
  const records = await credentials.list()
  return records.some(({ name, revokedAt }) => name === wanted && revokedAt === undefined)
}

function nameTaken(name: string): CommandFailed {
  const fix = `choose another name, or renew that one: headgate keys rotate ${name}.`
  return new CommandFailed(`--name: there is already a credential named ${name}; ${fix}`, 1)
}
