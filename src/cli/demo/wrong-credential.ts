/** Nobody is served who cannot say who they are. */
import { at } from './client.js'
import type { Part } from './part.js'

/** Has the form of a gateway credential, and belongs to nobody. */
const WRONG = `hg_${'0'.repeat(12)}_${'0'.repeat(43)}`

export const wrongCredential: Part = {
  name: 'a wrong credential refused',
  sent: 'chat',
  play: async ({ post }) => {
    const body = { model: 'gpt-simulated', messages: [{ role: 'user', content: 'Let me in.' }] }
    const { status, json, ms } = await post('/v1/chat/completions', body, ['authorization', `Bearer ${WRONG}`])
    const code = at(json, 'error', 'code')
    return { behaved: status === 401 && code === 'unauthenticated', happened: `${status} ${String(code)}`, ms }
  },
}
