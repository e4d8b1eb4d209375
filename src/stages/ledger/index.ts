/** Keeps a record of every exchange, without content, for `headgate explain`. */
import type { BackgroundStage, FaultReporter } from '../../pipeline/index.js'
import type { ExchangeRecord, ExchangeStore } from '../../stores/index.js'

/** Records are written together, at most this long after the exchange ended. */
const FLUSH_AFTER_MS = 100
/** With a store that cannot be written, records wait this long for the next attempt. */
const RETRY_AFTER_MS = 1_000
/** The most in one transaction, so that it does not hold up the loop. */
const BATCH = 200
/** With a store that cannot be written, the newest records wait and older ones are given up. */
const MAX_WAITING = 10_000
const KEPT_RECORDS = 100_000
const PRUNE_EVERY = 5_000

export interface Ledger extends BackgroundStage {
  /** Writes what is waiting. Resolves when that is done or has failed. */
  flush(): Promise<void>
}

export function createLedger(services: { readonly exchanges: ExchangeStore; readonly onFault: FaultReporter }): Ledger {
  const waiting = new WaitingRecords(services.exchanges, services.onFault)
  return {
    name: 'ledger',
    finished: ({ id, time, json }) => waiting.add({ id, time, json }),
    flush: () => waiting.flush(),
  }
}

class WaitingRecords {
  private records: ExchangeRecord[] = []
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()
  private isFailing = false
  /** As if much had been written: what earlier processes left over the limit goes with the first batch. */
  private sincePruned = PRUNE_EVERY

  constructor(
    private readonly store: ExchangeStore,
    private readonly onFault: FaultReporter,
  ) {}

  add(record: ExchangeRecord): void {
    if (this.records.length >= MAX_WAITING) this.records.shift()
    this.records.push(record)
    if (this.records.length === BATCH && !this.isFailing) void this.flush()
    else this.timer ??= setTimeout(() => void this.flush(), this.isFailing ? RETRY_AFTER_MS : FLUSH_AFTER_MS)
  }

  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.writing = this.writing.then(() => this.writeAll())
    return this.writing
  }

  private async writeAll(): Promise<void> {
    try {
      while (this.records.length > 0) await this.writeBatch()
      this.isFailing = false
    } catch (error) {
      // Said once for each run of failures: a broken disk must not fill another one with complaints.
      if (!this.isFailing) this.onFault('ledger', error)
      this.isFailing = true
      // Whoever ends the process has flushed before, so a broken store does not keep it alive.
      this.timer ??= setTimeout(() => void this.flush(), RETRY_AFTER_MS).unref()
    }
  }

  private async writeBatch(): Promise<void> {
    const batch = this.records.slice(0, BATCH)
    await this.store.append(batch)
    // While they were written, the oldest may have been given up.
    const written = new Set(batch)
    this.records = this.records.filter((record) => !written.has(record))
    this.sincePruned += batch.length
    if (this.sincePruned < PRUNE_EVERY) return
    this.sincePruned = 0
    await this.store.prune(KEPT_RECORDS)
  }
}
