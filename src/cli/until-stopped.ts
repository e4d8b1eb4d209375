/** Lets a gateway run in the foreground until a signal ends it. */
import type { RunningGateway } from './start-gateway.js'

/** Resolves with the exit status: 0 after a clean drain, 1 when time ran out or a second signal came. */
export function untilStopped(gateway: RunningGateway): Promise<number> {
  return new Promise((resolve) => {
    let isStopping = false
    const stop = () => {
      if (isStopping) {
        gateway.stopNow()
        resolve(1)
        return
      }
      isStopping = true
      gateway.humanLog.info('draining: open exchanges may finish; a second signal stops at once')
      gateway.stop().then(
        (inTime) => resolve(inTime ? 0 : 1),
        () => resolve(1),
      )
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
    process.on('SIGHUP', () => gateway.reopenLog())
  })
}
