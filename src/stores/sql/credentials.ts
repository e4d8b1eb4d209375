/** Gateway credentials in SQLite. What this process changes holds at once, what another one changes after ten milliseconds at most. */
import { type CredentialRecord, type CredentialStore, NameTaken } from '../contract.js'
import { readBytes, readInteger, readRole, readText, readTexts } from './columns.js'
import type { SqlDatabase, SqlRow } from './database.js'
import { createRecentCredentials } from './recent-credentials.js'

const COLUMNS = `id, name, hash, role, team, models, created_at, expires_at, revoked_at,
  user, requests_per_minute, tokens_per_minute, max_concurrent`

const PLACES = COLUMNS.split(',').fill('?').join()

/** The credentials in that database. */
export function createCredentialStore(database: SqlDatabase): CredentialStore {
  const insert = database.prepare(`INSERT INTO credentials (${COLUMNS}) VALUES (${PLACES})`)
  const selectOne = database.prepare(`SELECT ${COLUMNS} FROM credentials WHERE id = ?`)
  const selectAll = database.prepare(`SELECT ${COLUMNS} FROM credentials ORDER BY seq`)
  const selectUnrevokedName = database.prepare('SELECT id FROM credentials WHERE name = ? AND revoked_at IS NULL')
  const markRevoked = database.prepare('UPDATE credentials SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')

  const insertUnlessTaken = (record: CredentialRecord) => {
    if (selectUnrevokedName.get(record.name) !== undefined) throw new NameTaken(record.name)
    insert.run(...writeRecord(record))
  }
  const recent = createRecentCredentials()
  /** A change of who may call must not come undone by a loss of power. */
  const change = <T>(work: () => T): T => {
    recent.forget()
    return database.durableTransaction(work)
  }
  return {
    add: async (record) => change(() => insertUnlessTaken(record)),
    find: (id) => {
      const known = recent.get(id)
      if (known !== undefined) return known
      const row = selectOne.get(id)
      return row === undefined ? undefined : recent.keep(readRecord(row))
    },
    list: async () => selectAll.all().map(readRecord),
    revoke: async (id, at) => change(() => markRevoked.run(at, id) === 1),
    replace: async (oldId, record, at) =>
      change(() => {
        if (markRevoked.run(at, oldId) === 0) return false
        insertUnlessTaken(record)
        return true
      }),
  }
}

function writeRecord(record: CredentialRecord) {
  return [
    record.id,
    record.name,
    record.hash,
    record.role,
    record.team ?? null,
    record.models === undefined ? null : JSON.stringify(record.models),
    record.createdAt,
    record.expiresAt ?? null,
    record.revokedAt ?? null,
    record.user ?? null,
    record.requestsPerMinute ?? null,
    record.tokensPerMinute ?? null,
    record.maxConcurrent ?? null,
  ]
}

function readRecord(row: SqlRow): CredentialRecord {
  const [id, name, hash, role, team, models, createdAt, expiresAt, revokedAt, user, ...limits] = row
  const [requestsPerMinute, tokensPerMinute, maxConcurrent] = limits
  return {
    id: readText(id),
    name: readText(name),
    hash: readBytes(hash),
    role: readRole(role),
    ...(team === null ? {} : { team: readText(team) }),
    ...(models === null ? {} : { models: readTexts(models) }),
    createdAt: readInteger(createdAt),
    ...(expiresAt === null ? {} : { expiresAt: readInteger(expiresAt) }),
    ...(revokedAt === null ? {} : { revokedAt: readInteger(revokedAt) }),
    ...(user === null ? {} : { user: readText(user) }),
    ...(requestsPerMinute === null ? {} : { requestsPerMinute: readInteger(requestsPerMinute) }),
    ...(tokensPerMinute === null ? {} : { tokensPerMinute: readInteger(tokensPerMinute) }),
    ...(maxConcurrent === null ? {} : { maxConcurrent: readInteger(maxConcurrent) }),
  }
}
