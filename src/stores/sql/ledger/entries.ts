/** The lines of the ledger. */
import type { NanoUsd } from '../../../canonical/index.js'
import { TOKEN_KINDS } from '../../ledger-checks.js'
import type { EntryDraft, EntryQuery, EntryTokens, LedgerEntry, Settlement } from '../../ledger-contract.js'
import { readInteger, readOneOf, readText, readTexts } from '../columns.js'
import type { SqlDatabase, SqlRow, SqlValue } from '../database.js'
import type { Prices } from './prices.js'

/** What reservations and entries have in common, so that one becomes the other by a copy. */
export const DRAFT_COLUMNS = 'id, attempt, at, key, key_id, team, user, session, provider, model, price'
const TOKEN_COLUMNS =
  'input, cache_read, cache_write_5m, cache_write_1h, image_input, audio_input, output, reasoning, audio_output'
/** All columns but `seq`, which SQLite counts up. */
export const ENTRY_COLUMNS = `${DRAFT_COLUMNS}, ${TOKEN_COLUMNS}, cost, how, reserved, accounts`

const COST_SOURCES = ['reported', 'counted', 'reserved', 'none'] as const
const FIRST_TOKEN_COLUMN = DRAFT_COLUMNS.split(',').length
const FIRST_COST_COLUMN = FIRST_TOKEN_COLUMN + TOKEN_KINDS.length

/** What had been reserved for an entry, as it stands in its reservation. */
export interface Reserved {
  readonly amountNanoUsd: NanoUsd
  /** The ids of the accounts, as JSON. */
  readonly accounts: string
}

export interface Entries {
  /** False, and nothing done, where the attempt has an entry. */
  append(settlement: Settlement, reserved: Reserved): boolean
  list(query: EntryQuery): readonly LedgerEntry[]
}

/** The entries in that database. */
export function createEntries(database: SqlDatabase, prices: Prices): Entries {
  const insert = database.prepare(
    `INSERT INTO entries (${ENTRY_COLUMNS}) VALUES (${ENTRY_COLUMNS.replace(/\w+/g, '?')}) ON CONFLICT (id, attempt) DO NOTHING`,
  )
  const selectAfter = database.prepare(`SELECT ${ENTRY_COLUMNS}, seq FROM entries WHERE seq > ? ORDER BY seq LIMIT ?`)
  const selectOf = database.prepare(
    `SELECT ${ENTRY_COLUMNS}, seq FROM entries WHERE id = ? AND seq > ? ORDER BY seq LIMIT ?`,
  )
  return {
    append: (settlement, { amountNanoUsd, accounts }) =>
      insert.run(
        ...writeDraft(settlement, prices),
        ...TOKEN_KINDS.map((kind) => settlement.tokens[kind]),
        settlement.costNanoUsd,
        settlement.how,
        amountNanoUsd,
        accounts,
      ) === 1,
    list: ({ id, after = 0, limit }) => {
      const rows = id === undefined ? selectAfter.all(after, limit) : selectOf.all(id, after, limit)
      return rows.map((row) => readEntry(row, prices))
    },
  }
}

/** The values of `DRAFT_COLUMNS`. */
export function writeDraft(draft: EntryDraft, prices: Prices): SqlValue[] {
  return [
    draft.id,
    draft.attempt,
    draft.at,
    draft.key ?? null,
    draft.keyId ?? null,
    draft.team ?? null,
    draft.user ?? null,
    draft.session ?? null,
    draft.provider,
    draft.model,
    draft.price === undefined ? null : prices.keep(draft.price),
  ]
}

function readEntry(row: SqlRow, prices: Prices): LedgerEntry {
  const [cost, how, reserved, accounts, seq] = row.slice(FIRST_COST_COLUMN)
  return {
    ...readDraft(row, prices),
    tokens: readTokens(row.slice(FIRST_TOKEN_COLUMN, FIRST_COST_COLUMN)),
    costNanoUsd: readInteger(cost),
    how: readOneOf(COST_SOURCES, how),
    reservedNanoUsd: readInteger(reserved),
    accounts: readTexts(accounts),
    seq: readInteger(seq),
  }
}

function readDraft(row: SqlRow, prices: Prices): EntryDraft {
  const [id, attempt, at, key, keyId, team, user, session, provider, model, price] = row
  return {
    id: readText(id),
    attempt: readInteger(attempt),
    at: readInteger(at),
    ...(key === null ? {} : { key: readText(key) }),
    ...(keyId === null ? {} : { keyId: readText(keyId) }),
    ...(team === null ? {} : { team: readText(team) }),
    ...(user === null ? {} : { user: readText(user) }),
    ...(session === null ? {} : { session: readText(session) }),
    provider: readText(provider),
    model: readText(model),
    ...(price === null ? {} : { price: prices.find(readText(price)) }),
  }
}

function readTokens(row: SqlRow): EntryTokens {
  const [input, cacheRead, cacheWrite5m, cacheWrite1h, imageInput, audioInput, output, reasoning, audioOutput] = row
  return {
    input: readInteger(input),
    cacheRead: readInteger(cacheRead),
    cacheWrite5m: readInteger(cacheWrite5m),
    cacheWrite1h: readInteger(cacheWrite1h),
    imageInput: readInteger(imageInput),
    audioInput: readInteger(audioInput),
    output: readInteger(output),
    reasoning: readInteger(reasoning),
    audioOutput: readInteger(audioOutput),
  }
}
