/** One thing that the doctor looked at, and what it found. */

export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail'
  readonly what: string
  /** How to mend it. */
  readonly fix?: string
}

/** As it should be. */
export function ok(what: string): Finding {
  return { level: 'ok', what }
}

/** It works, but ought to be mended. */
export function warn(what: string, fix: string): Finding {
  return { level: 'warn', what, fix }
}

/** It does not work. */
export function fail(what: string, fix: string): Finding {
  return { level: 'fail', what, fix }
}

/** The finding as one line. */
export function findingLine({ level, what, fix }: Finding): string {
  const text = fix === undefined ? what : `${what} — ${fix}`
  return `${level.padEnd(4)}  ${text.replace(/\p{Cc}+/gu, ' ')}`
}
