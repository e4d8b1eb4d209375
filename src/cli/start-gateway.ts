/** Starts a whole gateway in this process, and ends it in order: drain, settle, flush, close. */
import { createOperate } from '../admin/index.js'
import { readProxies } from '../config/index.js'
import { createGatewayFrom } from '../gateway.js'
import { systemClock } from '../lib/index.js'
import type { Finished } from '../pipeline/index.js'
import type { Config } from '../schema.js'
import { isWorker, ListenError, limitsOfPrimary, listen } from '../server/index.js'
import { configuredBudgets } from '../stages/index.js'
import type { Stores } from '../stores/index.js'
import { createHumanLog, describeFault, type ExchangeLog, type HumanLog, openLogFile } from '../telemetry/index.js'
import { ProxyAddressError } from '../upstream/index.js'
import { CommandFailed, type Terminal } from './command.js'
import { openConfiguredStores } from './open-stores.js'

export interface RunningGateway {
  readonly url: string
  readonly port: number
  readonly stores: Stores
  readonly humanLog: HumanLog
  /** Follows a log file that was renamed. */
  reopenLog(): void
  /** Drains and closes; true when every open exchange finished in time. */
  stop(): Promise<boolean>
  /** Breaks every connection and leaves the process to end. */
  stopNow(): void
  /** Resolves when it cannot serve any longer, and has said why; where it is absent, the process ends of itself. */
  readonly lost?: Promise<void>
}

export interface StartOptions {
  readonly onFinished?: (finished: Finished) => void
  /** Stores that are already open; otherwise those of the configured state folder. */
  readonly stores?: Stores
}

/** @throws CommandFailed with one line that says what, which setting, and how to fix it. */
export async function startGateway(
  config: Config,
  terminal: Terminal,
  options: StartOptions = {},
): Promise<RunningGateway> {
  const humanLog = openHumanLog(config)
  const { file } = config.log
  const stores = options.stores ?? (await openConfiguredStores(config))
  const { onFinished } = options
  const gateway = await createGatewayFrom(config, {
    stores,
    humanLog,
    proxies: readProxies(terminal.env),
    operate: createOperate({ ...stores, configured: configuredBudgets(config.budget), clock: systemClock }),
    ...(isWorker() ? { limits: limitsOfPrimary() } : {}),
    ...(file === undefined ? {} : { openExchangeLog: () => openConfiguredLog(file, humanLog) }),
    ...(onFinished === undefined ? {} : { onFinished }),
  }).catch(async (error: unknown) => {
    await stores.close()
    throw asStartFailure(error)
  })
  const server = await listen(config, gateway).catch(async (error: unknown) => {
    await gateway.close()
    await stores.close()
    throw asStartFailure(error)
  })
  const stop = async () => {
    const inTime = await server.drain(config.server.drain_seconds * 1_000)
    await gateway.close()
    await stores.close()
    await humanLog.flush()
    return inTime
  }
  const { url, port } = server
  const reopenLog = () => gateway.exchangeLog?.reopen()
  return { url, port, stores, humanLog, reopenLog, stop, stopNow: () => server.closeNow() }
}

/** The log on stderr, which all workers write to. */
export function openHumanLog({ log, server }: Config): HumanLog {
  return createHumanLog(log.level, systemClock.now, server.workers > 1)
}

function openConfiguredLog(path: string, humanLog: HumanLog): ExchangeLog {
  const onError = (error: unknown) => humanLog.error(describeFault('log.file', error))
  try {
    return openLogFile({ path, monotonicMs: systemClock.monotonicMs, onError })
  } catch {
    throw new CommandFailed(`log.file: ${path} cannot be opened for writing; choose another with --log-file.`, 1)
  }
}

function asStartFailure(error: unknown): unknown {
  if (error instanceof ListenError) return new CommandFailed(error.message, error.isConfiguration ? 2 : 1)
  if (error instanceof ProxyAddressError) return new CommandFailed(`${error.message}; mend or unset it.`, 2)
  return error
}
