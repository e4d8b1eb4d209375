/** The credential that the very first start makes, so that there is one to use and to make others with. */
import type { Clock } from '../lib/index.js'
import { createCredential, NameTaken, type Stores } from '../stores/index.js'

export const FIRST_CREDENTIAL_NAME = 'default'

/** The credential in clear, to be printed once; `undefined` when there has been one before. */
export async function ensureFirstCredential(stores: Stores, clock: Clock): Promise<string | undefined> {
  if ((await stores.credentials.list()).length > 0) return undefined
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
