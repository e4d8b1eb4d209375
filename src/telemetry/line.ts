/** The fields of one line of the exchange log (interface.md, section 5); content stands in it only where the operator asked. */

export interface ExchangeLine {
  /** ISO 8601. */
  readonly time: string
  readonly id: string
  readonly principal: string | null
  /** A keyed fingerprint. */
  readonly session: string | null
  readonly dialect: string
  /** The row's pattern; never the raw path or query. */
  readonly route: string
  readonly provider: string | null
  readonly model: string | null
  readonly stream: boolean
  readonly status: number
  readonly code: string | null
  readonly tokens: {
    readonly input: number | null
    readonly output: number | null
    readonly cache_read: number | null
    readonly cache_write: number | null
    readonly before: number | null
    readonly after: number | null
    readonly saved: number
  }
  readonly cost_usd: number | null
  readonly transforms: readonly {
    readonly name: string
    readonly ms: number
    readonly tokens_before: number
    readonly tokens_after: number
  }[]
  readonly decisions: readonly {
    readonly stage: string
    readonly decision: string
    readonly code: string | null
    readonly ms: number
    readonly monitored: boolean
  }[]
  /** Every call of a provider, in order. */
  readonly attempts: readonly { readonly provider: string; readonly code: string | null; readonly ms: number }[]
  readonly scan: { readonly segments: number; readonly bytes: number; readonly memoised: number }
  readonly masked: Readonly<Record<string, number>>
  readonly ms: {
    readonly total: number
    readonly gateway: number
    readonly upstream: number
    readonly first_byte: number | null
  }
  /** Only under HEADGATE_LOG_SENSITIVE=on. */
  readonly content?: {
    readonly request: readonly { readonly role: string; readonly text: string }[]
    readonly response: string
  }
}
