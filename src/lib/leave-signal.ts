/** Tells that a client has left: the part of an AbortSignal that an exchange needs, at a tenth of its cost. */

/** Every AbortSignal is one. */
export interface LeaveSignal {
  readonly aborted: boolean
  /** Set once `aborted` is true. */
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
  /** Throws the reason once the client has left. */
  throwIfAborted(): void
}

/** A signal that its maker can raise, once. */
export class Leaving implements LeaveSignal {
  aborted = false
  reason: unknown
  private listeners: (() => void)[] = []

  leave(reason: Error): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    const listeners = this.listeners
    this.listeners = []
    for (const listener of listeners) listener()
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.aborted) this.listeners.push(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.listeners.indexOf(listener)
    if (at >= 0) this.listeners.splice(at, 1)
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }
}
