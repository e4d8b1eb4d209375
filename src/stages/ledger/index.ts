/** Keeps a record of every exchange, without content, for `headgate explain`. */
import { type BackgroundStage, exchangeLine, type FaultReporter } from '../../pipeline/index.js'
import type { ExchangeRecord, ExchangeStore } from '../../stores/index.js'

/** Records are written together, at most this long after the exchange ended. */
const FLUSH_AFTER_MS = 200
const BATCH = 200
/** With a store that cannot be written, the newest records wait and older ones are given up. */
const MAX_WAITING = 10_000
const KEPT_RECORDS = 100_000
const PRUNE_EVERY = 5_000

export interface Ledger extends BackgroundStage {
  /** Writes what is waiting. */
  flush(): Promise<void>
}

export function createLedger(services: { readonly exchanges: ExchangeStore; readonly onFault: FaultReporter }): Ledger {
  const { exchanges, onFault } = services
  let waiting: ExchangeRecord[] = []
  let timer: NodeJS.Timeout | undefined
  let written = 0

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    if (batch.length === 0) return
    waiting = []
    try {
      await exchanges.append(batch)
      written += batch.length
      if (written >= PRUNE_EVERY) {
        written = 0
        await exchanges.prune(KEPT_RECORDS)
      }
    } catch (error) {
      onFault('ledger', error)
      waiting = [...batch, ...waiting].slice(-MAX_WAITING)
    }
  }

  return {
    name: 'ledger',
    finished(exchange) {
      const { id, time, attempts } = exchange
      waiting.push({ id, time, json: JSON.stringify({ ...exchangeLine(exchange), attempts }) })
      if (waiting.length >= BATCH) void flush()
      else timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS)
    },
    flush,
  }
}
