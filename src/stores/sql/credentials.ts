/** Gateway credentials in SQLite. Each `find` reads the table, so what another process revokes is revoked at once. */
import { type CredentialRecord, type CredentialStore, NameTaken } from '../contract.js'
import { readBytes, readInteger, readRole, readText, readTexts } from './columns.js'
import type { SqlDatabase, SqlRow } from './database.js'

const COLUMNS = 'id, name, hash, role, team, models, created_at, expires_at, revoked_at'

/** The credentials in that database. */
export function createCredentialStore(database: SqlDatabase): CredentialStore {
  const insert = database.prepare(`INSERT INTO credentials (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const selectOne = database.prepare(`SELECT ${COLUMNS} FROM credentials WHERE id = ?`)
  const selectAll = database.prepare(`SELECT ${COLUMNS} FROM credentials ORDER BY seq`)
  const selectUnrevokedName = database.prepare('SELECT id FROM credentials WHERE name = ? AND revoked_at IS NULL')
  const markRevoked = database.prepare('UPDATE credentials SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')

  const insertUnlessTaken = (record: CredentialRecord) => {
    if (selectUnrevokedName.get(record.name) !== undefined) throw new NameTaken(record.name)
    insert.run(...writeRecord(record))
  }
  // A change of who may call must not come undone by a loss of power, hence durable.
  return {
    add: async (record) => database.durableTransaction(() => insertUnlessTaken(record)),
    find: async (id) => {
      const row = selectOne.get(id)
      return row === undefined ? undefined : readRecord(row)
    },
    list: async () => selectAll.all().map(readRecord),
    revoke: async (id, at) => database.durableTransaction(() => markRevoked.run(at, id) === 1),
    replace: async (oldId, record, at) =>
      database.durableTransaction(() => {
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
  ]
}

function readRecord([id, name, hash, role, team, models, createdAt, expiresAt, revokedAt]: SqlRow): CredentialRecord {
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
  }
}
