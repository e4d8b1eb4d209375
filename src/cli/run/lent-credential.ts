/** The credential that `headgate run` lends to its command and takes back at the end. */
import type { NanoUsd } from '../../canonical/index.js'
import { randomBase62, systemClock } from '../../lib/index.js'
import { type BudgetRule, createCredential, type Stores } from '../../stores/index.js'

const NAME = /^run-[0-9A-Za-z]{8}$/
/** Ends one that could not be taken back because the process was killed. */
const LIFE_MS = 30 * 86_400_000

export interface LentCredential {
  readonly name: string
  /** In clear, for the environment of the command only. */
  readonly credential: string
  /** From here on it is refused. */
  takeBack(): Promise<void>
}

/** True for the name of a lent credential. */
export function isLentName(name: string): boolean {
  return NAME.test(name)
}

/** Makes one for the data plane alone, which cannot spend more than the cap. */
export async function lendCredential(
  { credentials, budgets }: Stores,
  cap: NanoUsd | undefined,
): Promise<LentCredential> {
  const name = `run-${randomBase62(8)}`
  const expiresAt = systemClock.now() + LIFE_MS
  const { record, credential } = createCredential({ name, role: 'user', expiresAt }, systemClock)
  // Before the credential, which is never without its cap.
  if (cap !== undefined) await budgets.put(capRule(name, cap))
  await credentials.add(record)
  return {
    name,
    credential,
    takeBack: async () => {
      await credentials.revoke(record.id, systemClock.now())
    },
  }
}

/** Takes the cap of a credential away, once nothing that it paid for can be open, and tells what was spent under it. */
export async function endCap({ budgets, ledger }: Stores, name: string, cap: NanoUsd): Promise<NanoUsd> {
  const { total } = await ledger.spend({ from: 0, to: systemClock.now() + LIFE_MS, by: [], where: { key: name } })
  await budgets.remove(capRule(name, cap).id)
  return total.costNanoUsd
}

function capRule(name: string, limitNanoUsd: NanoUsd): BudgetRule {
  const createdAt = systemClock.now()
  return { id: `key:${name}:total`, match: { key: name }, limitNanoUsd, window: 'total', timezone: 'UTC', createdAt }
}
