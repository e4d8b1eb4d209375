/** Budgets hold to the cent: under a burst, with streams that break, with two workers, over `kill -9`. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openStores } from '../../src/stores/index.js'
import {
  type CountingProvider,
  chatBody,
  INPUT_NANO_USD,
  INPUT_TOKENS,
  type Mood,
  OUTPUT_NANO_USD,
  startCountingProvider,
  TEST_PRICES,
} from './support/counting-provider.js'
import { startTestGateway, startTestProcess, type TestGateway, type TestGatewayOptions } from './support/gateway.js'

const DAY_MS = 86_400_000
const NO_RATES = 'rate_limiting: { enabled: false }\n'

function yamlWith(budget: string): string {
  return `${TEST_PRICES}${NO_RATES}budget: ${budget}\n`
}

interface Caller {
  readonly url: string
  readonly credential: string
}

function ask({ url, credential }: Caller, more: Readonly<Record<string, unknown>> = {}, init: RequestInit = {}) {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: chatBody(more),
    ...init,
  })
}

/** What the ledger in a state folder says was spent, and what it holds back. */
async function ledgerOf(folder: string) {
  const stores = await openStores({ kind: 'sqlite', stateDir: `${folder}/state` })
  try {
    await stores.ledger.recover()
    const now = Date.now()
    const { total } = await stores.ledger.spend({ from: now - DAY_MS, to: now + DAY_MS, by: [] })
    const entries = await stores.ledger.entries({ limit: 100_000 })
    return { total, entries }
  } finally {
    await stores.close()
  }
}

async function withGateway(
  provider: CountingProvider,
  options: Partial<TestGatewayOptions>,
  act: (gateway: TestGateway) => Promise<void>,
): Promise<void> {
  const gateway = await startTestGateway({ upstream: provider.url, ...options })
  try {
    await act(gateway)
  } finally {
    await gateway.stop()
  }
}

describe('a budget', () => {
  let provider: CountingProvider

  before(async () => {
    provider = await startCountingProvider()
  })
  after(() => provider.close())

  const whole = INPUT_TOKENS * INPUT_NANO_USD + 50 * OUTPUT_NANO_USD

  it('is told on answers, and charged what was reported to the nano-dollar', async () => {
    await withGateway(provider, { yaml: yamlWith('{ per_day_usd: 0.001 }') }, async (gateway) => {
      const answer = await ask(gateway)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('x-headgate-cost-usd'), '0.000105')
      assert.equal(answer.headers.get('x-headgate-budget-remaining-usd'), '0.000895')
      const line = await gateway.logLine(answer.headers.get('x-headgate-request-id') ?? '')
      assert.equal(line['cost_usd'], 0.000105)
      assert.equal(whole, 105_000)
    })
  })

  it('refuses what does not fit before anything is sent, streamed or not, naming limit, rest and reset', async () => {
    await withGateway(provider, { yaml: yamlWith('{ per_day_usd: 0.0001 }') }, async (gateway) => {
      for (const stream of [false, true]) {
        const before = provider.calls()
        const refused = await ask(gateway, { stream })
        assert.equal(refused.status, 402)
        const { error } = (await refused.json()) as { error: { code: string; message: string } }
        assert.equal(error.code, 'budget_exhausted')
        assert.match(error.message, /Budget of everything, each day: limit 0\.0001 USD, left 0\.0001 USD/)
        assert.match(error.message, /resets at \d{4}-\d\d-\d\dT00:00:00\.000Z/)
        assert.equal(refused.headers.get('retry-after'), null)
        assert.equal(provider.calls(), before)
      }
    })
  })

  it('lowers the maximum output where the operator wants that, and says so', async () => {
    let mayCost = 0
    await withGateway(provider, { yaml: yamlWith('{ per_day_usd: 0.0001 }') }, async (gateway) => {
      mayCost = Number(/may cost ([\d.]+) USD/.exec(await (await ask(gateway)).text())?.[1])
    })
    const twentyTokens = 0.00004
    const yaml = yamlWith(`{ per_day_usd: ${(mayCost - twentyTokens).toFixed(9)}, on_tight: clamp }`)
    await withGateway(provider, { yaml }, async (gateway) => {
      const answer = await ask(gateway)
      assert.equal(answer.status, 200)
      const lowered = Number(answer.headers.get('x-headgate-max-output-tokens'))
      assert.equal(lowered, 30)
      const { usage } = (await answer.json()) as { usage: { completion_tokens: number } }
      assert.equal(usage.completion_tokens, lowered)
    })
  })

  it('refuses a model without a price, and what cannot be bounded, where it applies', async () => {
    await withGateway(provider, { yaml: yamlWith('{ per_day_usd: 100 }') }, async (gateway) => {
      const before = provider.calls()
      for (const more of [
        { model: 'nobody-knows-it' },
        { tools: [{ type: 'web_search' }] },
        { service_tier: 'priority' },
      ]) {
        const refused = await ask(gateway, more)
        assert.equal(refused.status, 402, JSON.stringify(more))
        const { error } = (await refused.json()) as { error: { code: string } }
        assert.equal(error.code, 'unknown_price')
      }
      const opaque = await fetch(`${gateway.url}/v1/images/generations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${gateway.credential}`, 'content-type': 'application/json' },
        body: '{}',
      })
      assert.equal(opaque.status, 402)
      assert.equal(provider.calls(), before)
    })
  })

  it('of one session leaves the others free', async () => {
    const yaml = yamlWith('{ scopes: [{ match: { session: nightly }, limit_usd: 0.0001, window: day }] }')
    await withGateway(provider, { yaml }, async (gateway) => {
      const inSession = async (name: string) => {
        const headers = {
          authorization: `Bearer ${gateway.credential}`,
          'content-type': 'application/json',
          'x-headgate-session': name,
        }
        return (await ask(gateway, {}, { headers })).status
      }
      assert.equal(await inSession('nightly'), 402)
      assert.equal(await inSession('daily'), 200)
      assert.equal((await ask(gateway)).status, 200)
    })
  })

  it('takes a model without a price for what the operator says', async () => {
    const yaml = yamlWith(
      '{ per_day_usd: 100, unknown_price: { input_usd_per_mtok: 1000, output_usd_per_mtok: 2000 } }',
    )
    await withGateway(provider, { yaml }, async (gateway) => {
      const answer = await ask(gateway, { model: 'nobody-knows-it' })
      assert.equal(answer.headers.get('x-headgate-cost-usd'), '0.105')
    })
  })

  it('lets through what has no price by the token where the operator allows it', async () => {
    const yaml = yamlWith('{ per_day_usd: 100, unpriced_features: allow }')
    await withGateway(provider, { yaml }, async (gateway) => {
      assert.equal((await ask(gateway, { tools: [{ type: 'web_search' }] })).status, 200)
    })
  })

  it('of one credential leaves the others free', async () => {
    const yaml = yamlWith('{ scopes: [{ match: { key: poor }, limit_usd: 0.0001, window: total }] }')
    await withGateway(provider, { yaml }, async (gateway) => {
      const poor = await gateway.createCredential({ name: 'poor' })
      assert.equal((await ask({ url: gateway.url, credential: poor })).status, 402)
      assert.equal((await ask(gateway)).status, 200)
    })
  })
})

const MOODS: readonly Mood[] = ['whole', 'whole', 'whole', 'reset', 'refuse', 'silent', 'nothing']

/** The same numbers in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

describe('an answer that is longer than what was reserved for it', () => {
  it('is ended in mid-stream with an error event, and booked', async () => {
    const provider = await startCountingProvider({ length: (max) => 60 * max })
    try {
      await withGateway(provider, { yaml: yamlWith('{ per_day_usd: 0.01 }') }, async (gateway) => {
        const streamed = await (await ask(gateway, { stream: true })).text()
        assert.match(streamed, /data: {"error":{"message":"[^"]*longer than what was reserved/)
        assert.doesNotMatch(streamed, /\[DONE\]/)
        const [line] = await gateway.logLines(1)
        assert.equal(line?.['code'], 'budget_exhausted')
        assert.ok(Number(line?.['cost_usd']) > 0)
      })
    } finally {
      await provider.close()
    }
  })
})

describe('500 calls at once at the edge of a cap', () => {
  for (const workers of [1, 2]) {
    it(`never pass it, with ${workers} process(es) that serve`, async () => {
      const random = seeded(workers)
      const provider = await startCountingProvider({
        mood: () => MOODS[random(MOODS.length)] ?? 'whole',
        length: (max) => 1 + random(max),
        pauseMs: () => random(3),
      })
      const capNanoUsd = 30_000_000
      const yaml = yamlWith('{ per_day_usd: 0.03 }')
      const gateway = await startTestProcess({ upstream: provider.url, yaml, args: ['--workers', String(workers)] })
      const statuses = new Map<number, number>()
      /** What the client was told that its answer cost, by exchange. */
      const told = new Map<string, number>()
      try {
        await Promise.all(
          Array.from({ length: 500 }, async () => {
            const leaving = AbortSignal.timeout(random(5) === 0 ? 20 + random(100) : 60_000)
            const status = await ask(gateway, { stream: random(2) === 0 }, { signal: leaving })
              .then(async (answer) => {
                const text = await answer.text().catch(() => '')
                const output = Number(/"completion_tokens":(\d+)/.exec(text)?.[1] ?? Number.NaN)
                const id = answer.headers.get('x-headgate-request-id') ?? ''
                if (output > 0) told.set(id, INPUT_TOKENS * INPUT_NANO_USD + output * OUTPUT_NANO_USD)
                return answer.status
              })
              .catch(() => 0)
            statuses.set(status, (statuses.get(status) ?? 0) + 1)
            assert.ok(provider.chargedNanoUsd() <= capNanoUsd)
          }),
        )
        assert.ok((statuses.get(200) ?? 0) > 10, JSON.stringify([...statuses]))
        assert.ok((statuses.get(402) ?? 0) > 100, JSON.stringify([...statuses]))
        assert.equal(await gateway.stop(), 0)
        const { total, entries } = await ledgerOf(gateway.folder)
        assert.ok(provider.chargedNanoUsd() <= total.costNanoUsd, `${provider.chargedNanoUsd()} ${total.costNanoUsd}`)
        assert.ok(total.costNanoUsd <= capNanoUsd)
        const booked = new Map(entries.map(({ id, costNanoUsd }) => [id, costNanoUsd]))
        assert.ok(told.size > 10)
        for (const [id, costNanoUsd] of told) assert.equal(booked.get(id), costNanoUsd)
        assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length)
      } finally {
        gateway.child.kill('SIGKILL')
        await gateway.exited
        gateway.remove()
        await provider.close()
      }
    })
  }
})

describe('kill -9', () => {
  it('twenty times under load loses nothing, counts nothing twice, and the cap holds', async () => {
    const random = seeded(3)
    const provider = await startCountingProvider({ length: (max) => 1 + random(max), pauseMs: () => random(4) })
    const capNanoUsd = 20_000_000
    const yaml = yamlWith('{ per_day_usd: 0.02 }')
    let folder = ''
    const folders: (() => void)[] = []
    let stateDir = ''
    try {
      for (let life = 0; life < 20; life++) {
        const own = `${yaml}server: { port: 0, state_dir: ${stateDir || '$FOLDER/state'} }\n`
        const gateway = await startTestProcess({ upstream: provider.url, yaml: own })
        folders.push(() => gateway.remove())
        if (life === 0) {
          folder = gateway.folder
          stateDir = `${folder}/state`
        }
        const credential = gateway.credential === '' ? lastCredential : gateway.credential
        lastCredential = credential
        const calls = Array.from({ length: 20 }, () =>
          ask({ url: gateway.url, credential }, { stream: random(2) === 0 })
            .then((answer) => answer.text())
            .catch(() => ''),
        )
        await new Promise((resolve) => setTimeout(resolve, random(120)))
        gateway.child.kill('SIGKILL')
        await gateway.exited
        await Promise.all(calls)
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
      const { total, entries } = await ledgerOf(folder)
      assert.ok(provider.chargedNanoUsd() <= total.costNanoUsd, `${provider.chargedNanoUsd()} ${total.costNanoUsd}`)
      assert.ok(total.costNanoUsd <= capNanoUsd)
      assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length)
      assert.ok(entries.some(({ how }) => how === 'reserved'))
      assert.ok(entries.some(({ how }) => how === 'reported'))
      const again = await ledgerOf(folder)
      assert.deepEqual(again.total, total)
    } finally {
      for (const remove of folders) remove()
      await provider.close()
    }
  })
})

/** Only the first start prints one. */
let lastCredential = ''
