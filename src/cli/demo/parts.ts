/** The scripted session, part by part, in the order in which it is played. */
import { anthropicStream } from './anthropic-stream.js'
import { budgetStop } from './budget-stop.js'
import { openaiStream } from './openai-stream.js'
import type { Part } from './part.js'
import { toolRoundTrip } from './tool-round-trip.js'
import { wrongCredential } from './wrong-credential.js'

export const PARTS: readonly Part[] = [
  openaiStream,
  anthropicStream,
  toolRoundTrip,
  wrongCredential,
  { name: 'personal data masked, restored', sent: '' },
  { name: 'an injection refused', sent: '' },
  { name: 'tool output compressed, retrieved', sent: '' },
  budgetStop,
]
