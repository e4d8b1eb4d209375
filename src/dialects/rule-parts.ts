/** Parts of text rules that the formats of every vendor have: who speaks, JSON schemas, and arguments. */
import type { TextRule } from '../canonical/index.js'

/** Who speaks, and where that comes from. */
export const VOICE = {
  instruction: { role: 'system', provenance: 'instruction' },
  developer: { role: 'developer', provenance: 'instruction' },
  user: { role: 'user', provenance: 'user' },
  model: { role: 'assistant', provenance: 'model' },
  data: { role: 'tool', provenance: 'data' },
  schema: { role: 'system', provenance: 'schema' },
} as const satisfies Readonly<Record<string, NonNullable<TextRule['voice']>>>

/** A JSON schema: descriptions, defaults, examples, constants and enumerations are text. */
export const SCHEMA_RULE: TextRule = {
  voice: VOICE.schema,
  opaque: new Set(['type', 'format', 'required', '$ref', '$schema', '$id']),
}

/** Values for parameters that the caller named: any member may be text. */
export const ARGUMENTS_RULE: TextRule = {}
