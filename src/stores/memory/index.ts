/** Keeps everything in this process and forgets it at the end: for tests, `demo` and gateways that leave no trace. */
import { randomBytes } from '../../lib/index.js'
import {
  type CredentialRecord,
  type CredentialStore,
  type ExchangeRecord,
  type ExchangeStore,
  NameTaken,
  type SecretStore,
  StoreClosed,
  type Stores,
} from '../contract.js'
import { createBudgetStore } from './budgets.js'
import { createLedgerStore } from './ledger.js'

/** Throws once the store's life has ended. */
type AssertOpen = () => void

/** A fresh, empty store. */
export function openMemoryStores(): Stores {
  let isOpen = true
  const assertOpen = () => {
    if (!isOpen) throw new StoreClosed()
  }
  return {
    credentials: createCredentialStore(assertOpen),
    exchanges: createExchangeStore(assertOpen),
    secrets: createSecretStore(assertOpen),
    budgets: createBudgetStore(assertOpen),
    ledger: createLedgerStore(assertOpen),
    check: async () => assertOpen(),
    close: async () => {
      isOpen = false
    },
  }
}

function createCredentialStore(assertOpen: AssertOpen): CredentialStore {
  const records = new Map<string, CredentialRecord>()
  const unrevoked = (id: string) => {
    const record = records.get(id)
    return record?.revokedAt === undefined ? record : undefined
  }
  const insert = (record: CredentialRecord, exceptId?: string) => {
    if (records.has(record.id)) throw new Error('a credential has that id already')
    for (const other of records.values()) {
      if (other.name === record.name && other.revokedAt === undefined && other.id !== exceptId) {
        throw new NameTaken(record.name)
      }
    }
    records.set(record.id, record)
  }
  return {
    add: async (record) => {
      assertOpen()
      insert(record)
    },
    find: async (id) => {
      assertOpen()
      return records.get(id)
    },
    list: async () => {
      assertOpen()
      return [...records.values()]
    },
    revoke: async (id, at) => {
      assertOpen()
      const record = unrevoked(id)
      if (record !== undefined) records.set(id, { ...record, revokedAt: at })
      return record !== undefined
    },
    replace: async (oldId, record, at) => {
      assertOpen()
      const old = unrevoked(oldId)
      if (old === undefined) return false
      insert(record, oldId)
      records.set(oldId, { ...old, revokedAt: at })
      return true
    },
  }
}

function createExchangeStore(assertOpen: AssertOpen): ExchangeStore {
  const records = new Map<string, ExchangeRecord>()
  return {
    append: async (batch) => {
      assertOpen()
      for (const record of batch) records.set(record.id, record)
    },
    find: async (id) => {
      assertOpen()
      return records.get(id)
    },
    latest: async (limit) => {
      assertOpen()
      return [...records.values()].reverse().slice(0, limit)
    },
    prune: async (keep) => {
      assertOpen()
      let surplus = records.size - keep
      for (const id of records.keys()) {
        if (surplus <= 0) return
        records.delete(id)
        surplus -= 1
      }
    },
  }
}

function createSecretStore(assertOpen: AssertOpen): SecretStore {
  const secrets = new Map<string, Uint8Array>()
  return {
    getOrCreate: async (name) => {
      assertOpen()
      const secret = secrets.get(name) ?? randomBytes(32)
      secrets.set(name, secret)
      return secret
    },
  }
}
