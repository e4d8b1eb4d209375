/** What a provider is: mostly data, one row per vendor. */

/** A vendor that is known by name. */
export interface ProviderRow {
  /** The name of its entry under `providers`. */
  readonly name: string
  /** The family of wire formats that it speaks. The first row of a family also speaks for providers of that family that are not known by name. */
  readonly dialect: string
  readonly baseUrl: string
  /** The variable in which people keep its secret. */
  readonly secretVariable: string
  /** Patterns of the models it serves; `*` matches any run of characters. */
  readonly models: readonly string[]
  /** The headers that present the secret: names and values in turn, names in lower case. */
  authorize(secret: string): readonly string[]
}
