/** Price snapshots: an entry names one by the hash of its text, and the text is kept once, not with each of a million entries. */
import { isRecord, parseJson, sha256 } from '../../../lib/index.js'
import type { EntryDraft } from '../../ledger-contract.js'
import { readText } from '../columns.js'
import type { SqlDatabase } from '../database.js'

type Price = NonNullable<EntryDraft['price']>

/** 128 bits: nobody finds two snapshots with one name. */
const ID_BYTES = 16
/** There is one for each model and version of its price; more than this is none of our doing. */
const MAX_KNOWN = 10_000

export interface Prices {
  /** The snapshot's id; it is written by the transaction under way unless an earlier one did. */
  keep(price: Price): string
  /** To be called when a transaction came to nothing: what it wrote is not there. */
  forget(): void
  find(id: string): Price
}

/** The price snapshots in that database. */
export function createPrices(database: SqlDatabase): Prices {
  const insert = database.prepare('INSERT INTO prices (id, json) VALUES (?, ?) ON CONFLICT (id) DO NOTHING')
  const select = database.prepare('SELECT json FROM prices WHERE id = ?')
  let written = new WeakMap<Price, string>()
  const found = new Map<string, Price>()

  return {
    keep: (price) => {
      const known = written.get(price)
      if (known !== undefined) return known
      const json = JSON.stringify(price)
      const id = Buffer.from(sha256(json)).toString('hex', 0, ID_BYTES)
      insert.run(id, json)
      written.set(price, id)
      return id
    },
    forget: () => {
      written = new WeakMap()
    },
    find: (id) => {
      const known = found.get(id)
      if (known !== undefined) return known
      const price = parseJson(readText(select.get(id)?.[0]))
      if (!isRecord(price)) throw new TypeError('a price of the ledger is no object')
      if (found.size >= MAX_KNOWN) found.clear()
      found.set(id, price)
      return price
    },
  }
}
