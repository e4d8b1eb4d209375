/** What a request can cost at most, as far as its body says. Prices, and how many tokens a text has, are for others to add. */

/** The dearest way in which a request lets its input be written to the provider's cache: kept for minutes, for an hour, or not at all. */
export type CacheWrites = 'none' | '5m' | '1h'

/** What costs money beside the tokens that a request shows, or at another rate, and cannot be bounded by looking at it. */
export type UnpricedFeature =
  /** Tools that the provider runs: each use has a price, or brings text of unknown length into the conversation. */
  | 'web_search'
  | 'web_fetch'
  | 'file_search'
  | 'code_execution'
  | 'image_generation'
  | 'tool_search'
  | 'mcp'
  /** A tool of a type that nobody here has heard of. */
  | 'unknown_tool'
  /** Tokens of sound have a price of their own. */
  | 'audio_input'
  | 'audio_output'
  /** The same tokens at another rate. */
  | 'service_tier'
  | 'fast_speed'
  | 'pro_mode'
  | 'inference_geo'
  /** Another model may answer, or help to. */
  | 'other_models'
  /** The provider shortens the conversation by asking a model, and counts that apart. */
  | 'compaction'
  /** A prompt that is kept at the provider may bring tools and models with it. */
  | 'stored_prompt'
  /** The answer to this request will not say what it cost. */
  | 'background'

/** The service tier that a request names; `other` for one that nobody here has heard of. */
export type ServiceTier = 'auto' | 'default' | 'flex' | 'priority' | 'scale' | 'standard_only' | 'other'

/** The most that a request asks for. Where it can be read in several ways, this is the dearest. */
export interface Demand {
  /** Tokens of one answer, by the request's own maximum; 0 where nothing is generated. Absent where the request sets no bound. */
  readonly maxOutputTokens?: number | undefined
  /** Answers that are generated and paid for, each as long as `maxOutputTokens`. */
  readonly answers: number
  readonly images: number
  readonly messages: number
  /** Definitions of tools. Vendors put a text of their own beside them, whose length they publish for each model. */
  readonly tools: number
  /** Those of `tools` that are a vendor's own, to be run by the client: what the model is told of them is not in the request. */
  readonly builtInTools: number
  readonly cacheWrites: CacheWrites
  /** True where the request names things, or holds documents, whose tokens it does not show: only the model's context window bounds its input. */
  readonly references: boolean
  /** Whether the request asks the model to reason. Reasoning is paid for as output, and most vendors do not show all of it. */
  readonly reasoning: 'on' | 'off' | 'unsaid'
  readonly unpriced: readonly UnpricedFeature[]
  /** Absent where the request names none. */
  readonly serviceTier?: ServiceTier | undefined
  /**
   * All of the body that is neither text of a segment nor the data of an image: names of members, numbers, ids of tokens,
   * what a vendor has sealed. What a model sees of it has no more tokens than the whole of it.
   */
  structure(): string
}
