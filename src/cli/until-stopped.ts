/** Lets a gateway run until it is told to stop: in the foreground by a signal, in a worker by its primary. */
import { takeOrders } from '../server/index.js'
import type { RunningGateway } from './start-gateway.js'

/** Resolves with the exit status: 0 after a clean drain, 1 when time ran out, a second signal came, or nothing serves any more. */
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
      void drain(gateway).then(resolve)
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
    process.on('SIGHUP', () => gateway.reopenLog())
    void gateway.lost?.then(() => resolve(1))
  })
}

/** The same for a worker, to which signals mean nothing. */
export function untilOrdered(gateway: RunningGateway): Promise<number> {
  return new Promise((resolve) => {
    let isStopping = false
    takeOrders({
      drain: () => {
        if (isStopping) return
        isStopping = true
        void drain(gateway).then(resolve)
      },
      reopenLog: () => gateway.reopenLog(),
    })
  })
}

function drain(gateway: RunningGateway): Promise<number> {
  return gateway.stop().then(
    (inTime) => (inTime ? 0 : 1),
    () => 1,
  )
}
