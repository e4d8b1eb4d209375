/** The signatures that headgate ships. */
import type { Signature } from '../signature.js'
import { ASIAN } from './asian.js'
import { ENGLISH } from './english.js'
import { EUROPEAN } from './european.js'

export const SHIPPED_SIGNATURES: readonly Signature[] = [...ENGLISH, ...EUROPEAN, ...ASIAN]
