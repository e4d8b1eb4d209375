/** Checks refusals as a client sees them, and remembers them, to find each in the log when all have been made. */
import assert from 'node:assert/strict'
import type { LogLine, TestGateway } from './gateway.js'
import type { WireAnswer } from './wire.js'

export type Family = 'openai' | 'anthropic'

/** What a refusal must be. */
export interface Expected {
  readonly status: number
  readonly code: string
  readonly family?: Family
}

export interface RefusalBook {
  /** The answer is that refusal, in the shape of the family. Answers the sentence that a person reads. */
  check(gateway: TestGateway, answer: WireAnswer, expected: Expected): string
  /** Each one that was checked stands in the log of its gateway, once, with its status and code. */
  assertLogged(): Promise<void>
}

interface Entry extends Expected {
  readonly gateway: TestGateway
  readonly id: string
}

/** A book without entries. */
export function createRefusalBook(): RefusalBook {
  const entries: Entry[] = []
  return {
    check(gateway, answer, expected) {
      const text = answer.body.toString()
      assert.equal(answer.status, expected.status, text)
      assert.equal(answer.headers['content-type'], 'application/json')
      const { code, message } = read(text, expected.family ?? 'openai')
      assert.equal(code, expected.code, text)
      const id = answer.headers['x-headgate-request-id'] ?? ''
      assert.match(id, /^[0-9a-z]{26}$/)
      entries.push({ ...expected, gateway, id })
      return message
    },
    async assertLogged() {
      assert.ok(entries.length > 0)
      for (const gateway of new Set(entries.map((entry) => entry.gateway))) {
        const own = entries.filter((entry) => entry.gateway === gateway)
        const lines = await linesOf(
          gateway,
          own.map(({ id }) => id),
        )
        for (const { id, status, code } of own) {
          const found = lines.filter((line) => line['id'] === id)
          assert.deepEqual(
            found.map((line) => ({ status: line['status'], code: line['code'] })),
            [{ status, code }],
            id,
          )
        }
      }
    },
  }
}

async function linesOf(gateway: TestGateway, ids: readonly string[]): Promise<readonly LogLine[]> {
  for (const id of ids.slice(-20)) await gateway.logLine(id)
  const wanted = new Set<unknown>(ids)
  return (await gateway.logLines(ids.length)).filter((line) => wanted.has(line['id']))
}

function read(text: string, family: Family): { readonly code: string; readonly message: string } {
  const { type, error, request_id: requestId } = JSON.parse(text)
  if (family === 'openai') return error
  assert.equal(type, 'error')
  assert.match(requestId, /^[0-9a-z]{26}$/)
  const [, code = '', message = ''] = /^\[(\w+)\] (.*)$/.exec(error.message) ?? []
  return { code, message }
}
