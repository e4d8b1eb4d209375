/** Bodies have exactly the size that a report names, and are requests that a provider would take. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerKindOf } from './answers.js'
import { chatRequest, growingConversation, SERIAL_DIGITS } from './conversation.js'

function parse(body: Buffer): { model: string; stream?: boolean; messages: { role: string; content: string }[] } {
  return JSON.parse(body.toString())
}

describe('chat requests', () => {
  for (const sizeBytes of [1024, 20 * 1024, 200 * 1024]) {
    it(`have exactly ${sizeBytes} bytes and end with a numbered message`, () => {
      const { bytes, serialAt } = chatRequest(sizeBytes, 'burst')
      bytes.write('12345678', serialAt, SERIAL_DIGITS, 'latin1')
      const body = parse(bytes)
      assert.equal(bytes.length, sizeBytes)
      assert.equal(body.stream, true)
      assert.match(body.messages.at(-1)?.content ?? '', /^Request #12345678\./)
    })
  }

  it('tell the upstream how to answer in their first bytes', () => {
    for (const kind of ['plain', 'burst', 'paced'] as const) {
      assert.equal(answerKindOf(chatRequest(1024, kind).bytes.toString('latin1', 0, 64)), kind)
    }
  })

  it('hold text beyond ASCII once they are large, as real tool output does', () => {
    const { bytes } = chatRequest(20 * 1024, 'plain')
    assert.ok(bytes.some((byte) => byte > 127))
  })
})

describe('growing conversations', () => {
  const { bytes, ends, tail } = growingConversation(7, { turns: 30, turnBytes: 2048 })
  const bodyOf = (turn: number) => parse(Buffer.concat([bytes.subarray(0, ends[turn]), tail]))

  it('grow by exactly the same each turn', () => {
    const growth = ends.slice(1).map((end, turn) => end - (ends[turn] ?? 0))
    assert.deepEqual(new Set(growth), new Set([2048]))
  })

  it('send their whole history again, unchanged, and one turn more', () => {
    const earlier = bodyOf(10).messages
    const later = bodyOf(11).messages
    assert.deepEqual(later.slice(0, earlier.length), earlier)
    assert.deepEqual(
      later.slice(earlier.length).map(({ role }) => role),
      ['assistant', 'tool'],
    )
  })

  it('share no turn with those of another seed', () => {
    const other = growingConversation(8, { turns: 30, turnBytes: 2048 })
    assert.notDeepEqual(other.bytes.subarray(-2048), bytes.subarray(-2048))
  })
})
