/** The contract of what is measured: something that listens on loopback in front of the mock upstream. */

/** A target that is up, until it is stopped. */
export interface Target {
  readonly name: TargetName
  readonly port: number
  /** The processes whose CPU time and memory count; none for `direct`. */
  readonly pids: readonly number[]
  /** Header lines that its requests need beside the usual ones. */
  readonly headers: readonly string[]
  /** False for one that writes answers anew, so that only their length from request to request can be compared. */
  readonly relaysBytes: boolean
  stop(): Promise<void>
}

/** Why a target takes no part. */
export interface Absent {
  readonly name: TargetName
  readonly absentBecause: string
}

export interface Surroundings {
  readonly upstreamPort: number
  /** A folder of the target's own that is removed after the run. */
  readonly folder: string
}

export const TARGET_NAMES = [
  'direct',
  'yardstick',
  'undici-request',
  'http-request',
  'nginx',
  'portkey',
  'headgate',
  'headgate-unmetered',
] as const

export type TargetName = (typeof TARGET_NAMES)[number]

/** As long as a real provider credential. */
export const PROVIDER_CREDENTIAL = 'sk-bench-0123456789abcdef0123456789abcdef0123456789abcdef'

export const PROVIDER_CREDENTIAL_HEADER = `authorization: Bearer ${PROVIDER_CREDENTIAL}`
