/** What waits inside the fake: replies for requests, and tests for requests and connections. */
import type { Socket } from 'node:net'

interface Waiter<Value> {
  readonly resolve: (value: Value) => void
  readonly reject: (reason: Error) => void
}

/** Values that are given out once each, in order; whoever comes early waits. */
export interface Log<Value> {
  readonly all: readonly Value[]
  add(value: Value): void
  next(): Promise<Value>
  /** Rejects everyone who waits, now and later. */
  stop(): void
}

/** An empty log. */
export function createLog<Value>(): Log<Value> {
  const all: Value[] = []
  const waiters: Waiter<Value>[] = []
  let givenOut = 0
  let isStopped = false
  const stopped = () => new Error('the fake upstream closed before the request came')
  const serve = () => {
    for (const value of all.slice(givenOut)) {
      const waiter = waiters.shift()
      if (waiter === undefined) return
      givenOut += 1
      waiter.resolve(value)
    }
  }
  return {
    all,
    add(value) {
      all.push(value)
      serve()
    },
    next() {
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject })
        serve()
        if (isStopped) for (const waiter of waiters.splice(0)) waiter.reject(stopped())
      })
    },
    stop() {
      isStopped = true
      for (const waiter of waiters.splice(0)) waiter.reject(stopped())
    },
  }
}

/** Values that are each taken a number of times, in the order in which they were put. */
export interface Queue<Value> {
  put(value: Value, times: number): void
  /** The next value, or undefined when none is left. */
  take(): Value | undefined
}

/** An empty queue. */
export function createQueue<Value>(): Queue<Value> {
  const entries: { readonly value: Value; left: number }[] = []
  return {
    put(value, times) {
      if (times > 0) entries.push({ value, left: times })
    },
    take() {
      const first = entries[0]
      if (first === undefined) return undefined
      first.left -= 1
      if (first.left <= 0) entries.shift()
      return first.value
    },
  }
}

/** The open connections. */
export interface OpenSockets {
  readonly count: number
  add(socket: Socket): void
  remove(socket: Socket): void
  /** Settles as soon as exactly that many are open. */
  waitFor(count: number): Promise<void>
  destroyAll(): void
}

/** No open connection. */
export function createOpenSockets(): OpenSockets {
  const sockets = new Set<Socket>()
  let waiters: { readonly count: number; readonly resolve: () => void }[] = []
  const changed = () => {
    const due = waiters.filter(({ count }) => count === sockets.size)
    waiters = waiters.filter(({ count }) => count !== sockets.size)
    for (const { resolve } of due) resolve()
  }
  return {
    get count() {
      return sockets.size
    },
    add(socket) {
      sockets.add(socket)
      changed()
    },
    remove(socket) {
      sockets.delete(socket)
      changed()
    },
    waitFor(count) {
      return new Promise((resolve) => {
        waiters.push({ count, resolve })
        changed()
      })
    },
    destroyAll() {
      for (const socket of sockets) socket.destroy()
    },
  }
}
