/** Rates: how much of what each caller may have in a minute and at a time, in one process or over several. */
export { bucketOf } from './bucket-of.js'
export type { Bucket, Counted, LimitStore, Taken } from './contract.js'
export { createLocalLimits, type LocalLimits } from './memory.js'
