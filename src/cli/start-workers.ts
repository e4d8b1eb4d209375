/** Starts a gateway of several processes, for which this one answers: the primary, which serves nobody itself. */
import type { Config } from '../schema.js'
import { listeningUrl, startWorkers, WorkerFailed } from '../server/index.js'
import { CommandEnded, CommandFailed, type Terminal } from './command.js'
import { openConfiguredStores } from './open-stores.js'
import { openHumanLog, type RunningGateway } from './start-gateway.js'

/** @throws CommandFailed, or CommandEnded where the first worker has said what is wrong. */
export async function startPrimary(config: Config, terminal: Terminal): Promise<RunningGateway> {
  const humanLog = openHumanLog(config)
  // First of all processes, so that one alone makes or updates the database.
  const stores = await openConfiguredStores(config)
  const workers = await startWorkers(config.server.workers, humanLog).catch(async (error: unknown) => {
    await stores.close()
    throw asStartFailure(error)
  })
  const stop = async () => {
    const inTime = await workers.drain()
    await stores.close()
    await humanLog.flush()
    return inTime
  }
  const { port, reopenLog, stopNow } = workers
  const lost = workers.lost.then(async () => {
    await humanLog.flush()
    terminal.err(
      'headgate: server.workers: workers keep ending right after their start; mend what the lines above say.\n',
    )
  })
  return { url: listeningUrl(config.server, port), port, stores, humanLog, reopenLog, stop, stopNow, lost }
}

function asStartFailure(error: unknown): unknown {
  if (!(error instanceof WorkerFailed)) return error
  const { status } = error
  if (status !== null && status !== 0) return new CommandEnded(status)
  return new CommandFailed('server.workers: the first worker ended before it served; is there memory for another?', 1)
}
