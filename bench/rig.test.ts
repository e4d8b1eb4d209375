/** The rig measures what it claims to: every answer counted, every wrong one noticed. Linux only, as the benchmark is. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { CAN_METER } from './process-meter.js'
import { type Rig, startRig } from './rig.js'
import { startTargets, type Target } from './targets/index.js'
import type { AnswerKind } from './traffic/answers.js'
import type { Traffic } from './traffic/order.js'

const REQUESTS = 40

function traffic(answer: AnswerKind): Traffic {
  const body = { sizeBytes: 20 * 1024, answer }
  return { pace: 'closed', body, connections: 4, staggerMs: 0, durationMs: 20_000, maxRequests: REQUESTS }
}

describe('the rig', { skip: !CAN_METER }, () => {
  let rig: Rig
  let targets: Target[]
  before(async () => {
    rig = await startRig()
    const started = await startTargets(['direct', 'yardstick', 'undici-request', 'http-request'], rig)
    targets = started.targets
  })
  after(async () => {
    await Promise.all(targets.map((target) => target.stop()))
    await rig.stop()
  })

  it('gets every answer whole, through no proxy and through each pass-through', async () => {
    for (const target of targets) {
      for (const answer of ['plain', 'burst'] as const) {
        assert.equal((await rig.measure(target, traffic(answer))).requests, REQUESTS, `${target.name}, ${answer}`)
      }
    }
    assert.deepEqual(rig.failures, [])
  })

  it('charges a target for its work, and no target for nobody', async () => {
    for (const target of targets) {
      const { cpuUs } = await rig.measure(target, traffic('plain'))
      assert.ok(target.name === 'direct' ? cpuUs === null : cpuUs !== null && cpuUs > 0)
    }
  })

  it('walks the turns of a session', async () => {
    const [direct] = targets
    assert.ok(direct)
    const shape = { pace: 'turns', firstSeed: 1, conversations: 2, turns: 6, turnBytes: 2048 } as const
    const first = await rig.measure(direct, { ...shape, fromTurn: 0, toTurn: 2 })
    const rest = await rig.measure(direct, { ...shape, fromTurn: 2, toTurn: 6 })
    assert.deepEqual([first.requests, rest.requests], [4, 8])
  })

  it('keeps a fixed rate and its latencies', async () => {
    const [direct] = targets
    assert.ok(direct)
    const body = { sizeBytes: 1024, answer: 'plain' } as const
    const { requests, totalMs } = await rig.measure(direct, { pace: 'rate', body, perSecond: 100, durationMs: 500 })
    assert.ok(requests > 0)
    assert.equal(totalMs.length, requests)
  })

  it('notices a wrong status, a wrong length and a lost connection', async () => {
    const statuses = { status: 500, length: 200 }
    for (const wrong of ['status', 'length', 'connection'] as const) {
      const server = createServer((_, response) => {
        if (wrong === 'connection') response.destroy()
        else response.writeHead(statuses[wrong]).end('not the expected answer')
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      const { requests } = await rig.measure(targetAt(server.address()), traffic('plain'))
      server.close()
      assert.equal(requests, 0)
      assert.equal(rig.failures.at(-1)?.[wrong], REQUESTS)
    }
  })
})

function targetAt(address: AddressInfo | string | null): Target {
  assert.ok(address !== null && typeof address === 'object')
  return { name: 'nginx', port: address.port, pids: [], headers: [], relaysBytes: true, stop: async () => {} }
}
