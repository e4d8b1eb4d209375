/** Several processes behind one port: the primary starts them, replaces one that dies, counts their limits, and tells them when to drain. */
import cluster, { type Worker } from 'node:cluster'
import { systemClock } from '../lib/index.js'
import { createLocalLimits, type LimitStore } from '../stores/index.js'
import type { HumanLog } from '../telemetry/index.js'
import { type Channel, createSharedLimits, serveLimits } from './shared-limits.js'

/** A worker that has lived this long did not die of its start. */
const SETTLED_MS = 5_000
/** A worker is replaced after the first delay; a successor that died of its start after twice that, and so on. */
const DELAY = { firstMs: 100, maxMs: 10_000 } as const
/** So many successors in a row may die of their start before the primary gives up, unless others go on serving. */
const MAX_STARTS_IN_VAIN = 5

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** What a worker does when its primary says so. */
export interface Orders {
  /** May come more than once. */
  drain(): void
  reopenLog(): void
}

/** The processes that serve, as their primary sees them. */
export interface Workers {
  readonly port: number
  /** Resolves when they do not live long enough to serve. */
  readonly lost: Promise<void>
  reopenLog(): void
  /** Lets them finish what is open; true when all of them did so in time. */
  drain(): Promise<boolean>
  /** Kills them. */
  stopNow(): void
}

/** The first worker did not get as far as serving. */
export class WorkerFailed extends Error {
  constructor(
    /** Its exit status, after it has said why; `null` where it was killed or never ran. */
    readonly status: number | null,
  ) {
    super('the first worker ended before it served')
    this.name = 'WorkerFailed'
  }
}

/** True in a process that a primary has started. */
export function isWorker(): boolean {
  return cluster.isWorker
}

/** Signals to the whole process group, as from Ctrl-C, reach every worker too, and must not count twice. */
export function leaveSignalsToPrimary(): void {
  for (const signal of SIGNALS) process.on(signal, () => {})
}

/** In a worker: does what the primary says, and drains where the primary is no more. */
export function takeOrders({ drain, reopenLog }: Orders): void {
  process.on('message', (order) => {
    if (order === 'drain') drain()
    if (order === 'reopen-log') reopenLog()
  })
  const { worker } = cluster
  worker?.once('disconnect', () => {
    // Else Node would end the process here and now, with everything that is open.
    worker.exitedAfterDisconnect = true
    drain()
  })
}

/** In a worker: the limits that its primary counts for all of them. */
export function limitsOfPrimary(): LimitStore {
  return createSharedLimits({
    send: (message, onLost) => {
      if (process.send === undefined) onLost()
      else process.send(message, undefined, undefined, (error) => error && onLost())
    },
    onMessage: (listener) => process.on('message', listener),
  })
}

/**
 * In the primary: runs this same program that many times over. The first worker goes ahead alone, so that what keeps it
 * from serving is told once.
 * @throws WorkerFailed
 */
export async function startWorkers(count: number, humanLog: Pick<HumanLog, 'error'>): Promise<Workers> {
  const crew = new Crew(humanLog)
  const port = await crew.startFirst()
  for (let started = 1; started < count; started++) crew.start(0)
  return {
    port,
    lost: crew.lost,
    reopenLog: () => crew.reopenLog(),
    drain: () => crew.drain(),
    stopNow: () => crew.stopNow(),
  }
}

interface WorkerState {
  readonly startedMs: number
  /** How many before it, in the same place, died of their start. */
  readonly startsInVain: number
  /** It listens, and from then on hears what it is told. */
  isServing: boolean
  /** The log was renamed while it started, when it may have opened it already. */
  opensLogAgain: boolean
}

class Crew {
  readonly lost: Promise<void>
  private giveUp: () => void = () => {}
  private readonly states = new Map<Worker, WorkerState>()
  private readonly replacements = new Set<NodeJS.Timeout>()
  private readonly limits = createLocalLimits(systemClock)
  private port: number | undefined
  private isStopping = false

  constructor(private readonly humanLog: Pick<HumanLog, 'error'>) {
    this.lost = new Promise((resolve) => {
      this.giveUp = resolve
    })
  }

  startFirst(): Promise<number> {
    const worker = this.fork(0)
    return new Promise((resolve, reject) => {
      worker.once('listening', ({ port }) => resolve(port))
      worker.once('exit', (status: number | null) => reject(new WorkerFailed(status)))
    })
  }

  start(startsInVain: number): void {
    try {
      this.fork(startsInVain)
    } catch {
      // Without memory for another process Node throws; there may be some later.
      this.replace(startsInVain + 1)
    }
  }

  reopenLog(): void {
    for (const [worker, state] of this.states) {
      if (state.isServing) worker.send('reopen-log')
      else state.opensLogAgain = true
    }
  }

  async drain(): Promise<boolean> {
    this.isStopping = true
    for (const timer of this.replacements) clearTimeout(timer)
    const ends = [...this.states].map(([worker, { isServing }]) => (isServing ? drained(worker) : broken(worker)))
    return (await Promise.all(ends)).every((inTime) => inTime)
  }

  stopNow(): void {
    this.isStopping = true
    for (const worker of this.states.keys()) worker.process.kill('SIGKILL')
  }

  private fork(startsInVain: number): Worker {
    if (this.port !== undefined && this.states.size === 0) keepPort(this.port)
    const worker = cluster.fork()
    const state = { startedMs: systemClock.monotonicMs(), startsInVain, isServing: false, opensLogAgain: false }
    this.states.set(worker, state)
    worker.once('listening', ({ port }) => {
      this.port ??= port
      state.isServing = port === this.port
      if (state.opensLogAgain) worker.send('reopen-log')
      // Nobody would ever call it there.
      if (!state.isServing) worker.process.kill('SIGKILL')
    })
    const served = serveLimits(this.limits, channelTo(worker))
    worker.once('exit', (status: number | null, signal: string | null) => {
      served.workerEnded()
      this.ended(worker, state, signal ?? `status ${status}`)
    })
    worker.on('error', () => {
      // What could not be started has no end of its own. Other errors, as of an order to one that is dying, have.
      if (worker.process.pid === undefined) worker.emit('exit', null, 'not started')
    })
    return worker
  }

  private ended(worker: Worker, { startedMs, startsInVain }: WorkerState, how: string): void {
    this.states.delete(worker)
    if (this.isStopping || this.port === undefined) return
    this.humanLog.error(`worker ${worker.process.pid ?? '-'} ended unexpectedly (${how}); another takes its place`)
    this.replace(ageMs(startedMs) < SETTLED_MS ? startsInVain + 1 : 0)
  }

  private replace(startsInVain: number): void {
    if (startsInVain > MAX_STARTS_IN_VAIN && !this.hasSettledWorker()) {
      // Those that still start would go on telling why they cannot.
      void this.drain().then(this.giveUp)
      return
    }
    const delayMs = Math.min(DELAY.firstMs * 2 ** Math.max(startsInVain - 1, 0), DELAY.maxMs)
    const timer = setTimeout(() => {
      this.replacements.delete(timer)
      this.start(startsInVain)
    }, delayMs)
    this.replacements.add(timer)
  }

  private hasSettledWorker(): boolean {
    return [...this.states.values()].some(({ isServing, startedMs }) => isServing && ageMs(startedMs) >= SETTLED_MS)
  }
}

function channelTo(worker: Worker): Channel {
  return {
    send: (message, onLost) => worker.send(message, (error) => error && onLost()),
    onMessage: (listener) => worker.on('message', listener),
  }
}

/** Where all workers are gone, a port that was picked freely is free again, and the next worker would pick another. */
function keepPort(port: number): void {
  cluster.setupPrimary({ args: [...process.argv.slice(2), '--port', String(port)] })
}

function drained(worker: Worker): Promise<boolean> {
  worker.send('drain')
  return new Promise((resolve) => {
    worker.once('exit', (status: number | null) => resolve(status === 0))
  })
}

/** One that does not serve yet has nothing to finish. */
function broken(worker: Worker): Promise<boolean> {
  worker.process.kill('SIGKILL')
  return new Promise((resolve) => {
    worker.once('exit', () => resolve(true))
  })
}

function ageMs(startedMs: number): number {
  return systemClock.monotonicMs() - startedMs
}
