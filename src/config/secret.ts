/** A value that is never printed: whatever turns it into text gets `[secret]`, and only `reveal` gives it away. */
import { inspect } from 'node:util'

const SHOWN = '[secret]'

/** A secret that was resolved from a variable or a file. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The secret itself, for the one place that sends it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return SHOWN
  }

  toJSON(): string {
    return SHOWN
  }

  [inspect.custom](): string {
    return SHOWN
  }
}
