/** Decides whether a presented text is a gateway credential that is good now; runs on every request. */
import { isEqualInConstantTime, sha256 } from '../lib/index.js'
import type { CredentialRecord, CredentialStore } from './contract.js'
import { parseCredential } from './credential.js'

/** Why a credential was not accepted; for logs and metrics only, a caller learns no more than `unauthenticated`. */
export type CredentialRefusal = 'malformed' | 'unknown' | 'wrong' | 'revoked' | 'expired'

/** What became of the check. */
export type CredentialCheck =
  | { readonly ok: true; readonly record: CredentialRecord }
  | { readonly ok: false; readonly reason: CredentialRefusal }

const MALFORMED: CredentialCheck = { ok: false, reason: 'malformed' }
const UNKNOWN: CredentialCheck = { ok: false, reason: 'unknown' }
const WRONG: CredentialCheck = { ok: false, reason: 'wrong' }
const REVOKED: CredentialCheck = { ok: false, reason: 'revoked' }
const EXPIRED: CredentialCheck = { ok: false, reason: 'expired' }

/** Stands in for the hash of an unknown id, so that its check takes as long as that of a wrong secret. */
const HASH_OF_NOTHING = new Uint8Array(32)

/** Finds the record and compares hashes in constant time; what is revoked or expired is only told to who has the secret. */
export function verifyCredential(
  store: Pick<CredentialStore, 'find'>,
  credential: string,
  nowMs: number,
): CredentialCheck | Promise<CredentialCheck> {
  const parsed = parseCredential(credential)
  if (parsed === undefined) return MALFORMED
  const found = store.find(parsed.id)
  if (found instanceof Promise) return found.then((record) => check(record, credential, nowMs))
  return check(found, credential, nowMs)
}

function check(record: CredentialRecord | undefined, credential: string, nowMs: number): CredentialCheck {
  const matches = isEqualInConstantTime(sha256(credential), record?.hash ?? HASH_OF_NOTHING)
  if (record === undefined) return UNKNOWN
  if (!matches) return WRONG
  if (record.revokedAt !== undefined) return REVOKED
  if (record.expiresAt !== undefined && record.expiresAt <= nowMs) return EXPIRED
  return { ok: true, record }
}
