/** The credential that `headgate run` lends to its command and takes back at the end. */
import { randomBase62, systemClock } from '../../lib/index.js'
import { createCredential, type Stores } from '../../stores/index.js'

const NAME = /^run-[0-9A-Za-z]{8}$/
/** Ends one that could not be taken back because the process was killed. */
const LIFE_MS = 30 * 86_400_000

export interface LentCredential {
  /** In clear, for the environment of the command only. */
  readonly credential: string
  /** From here on it is refused. */
  takeBack(): Promise<void>
}

/** True for the name of a lent credential. */
export function isLentName(name: string): boolean {
  return NAME.test(name)
}

/** Makes one for the data plane alone. */
export async function lendCredential({ credentials }: Stores): Promise<LentCredential> {
  const name = `run-${randomBase62(8)}`
  const expiresAt = systemClock.now() + LIFE_MS
  const { record, credential } = createCredential({ name, role: 'user', expiresAt }, systemClock)
  await credentials.add(record)
  return {
    credential,
    takeBack: async () => {
      await credentials.revoke(record.id, systemClock.now())
    },
  }
}
