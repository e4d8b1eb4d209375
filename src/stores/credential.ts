/** What a gateway credential looks like, `hg_<id>_<secret>`, and how one is made. */
import { randomBase62, sha256 } from '../lib/index.js'
import type { CredentialRecord } from './contract.js'

const PREFIX = 'hg_'
const ID_LENGTH = 12
/** 43 characters of base62 hold 256 bits. */
const SECRET_LENGTH = 43
const ID_END = PREFIX.length + ID_LENGTH
const CREDENTIAL_LENGTH = ID_END + 1 + SECRET_LENGTH
const CREDENTIAL = /^hg_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}$/

/** What an operator says about a new credential. */
export type CredentialWish = Omit<CredentialRecord, 'id' | 'hash' | 'createdAt' | 'revokedAt'>

/** A new credential: the record to keep, and the text to show once and forget. */
export interface CreatedCredential {
  readonly record: CredentialRecord
  readonly credential: string
}

/** Makes a credential; the record holds a hash of it, so nobody can read it back. */
export function createCredential(wish: CredentialWish, clock: { now(): number }): CreatedCredential {
  const id = randomBase62(ID_LENGTH)
  const credential = `${PREFIX}${id}_${randomBase62(SECRET_LENGTH)}`
  return { record: { ...wish, id, hash: sha256(credential), createdAt: clock.now() }, credential }
}

/** The public id of a text that has the exact form of a credential. The length is looked at first, so no text is costly. */
export function parseCredential(text: string): { readonly id: string } | undefined {
  if (text.length !== CREDENTIAL_LENGTH || !CREDENTIAL.test(text)) return undefined
  return { id: text.slice(PREFIX.length, ID_END) }
}
