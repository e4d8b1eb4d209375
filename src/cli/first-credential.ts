/** The credential that the very first start makes, so that there is one to use and to make others with. */
import type { Clock } from '../lib/index.js'
import { createCredential, NameTaken, type Stores } from '../stores/index.js'
import { isLentName } from './run/lent-credential.js'

export const FIRST_CREDENTIAL_NAME = 'default'

/** The credential in clear, to be printed once; `undefined` when there has been one before that outlives a `headgate run`. */
export async function ensureFirstCredential(stores: Stores, clock: Clock): Promise<string | undefined> {
  const known = await stores.credentials.list()
  if (known.some(({ name }) => !isLentName(name))) return undefined
  const { record, credential } = createCredential({ name: FIRST_CREDENTIAL_NAME, role: 'admin' }, clock)
  try {
    await stores.credentials.add(record)
    return credential
  } catch (error) {
    // Another process that started at the same moment made it, and prints it.
    if (error instanceof NameTaken) return undefined
    throw error
  }
}
