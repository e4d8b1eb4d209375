/** `headgate run --cap`: whatever the command does, it spends no more, and the receipt says what it did. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openShell, type Shell } from '../../src/cli/shell.suite.js'
import { type FakeUpstream, startFakeUpstream } from '../fake-upstream/index.js'

/** What the fake reports for each chat, 19 tokens in and 10 out, at the prices below. */
const CALL_NANO_USD = 19 * 150 + 10 * 600
const CAP_NANO_USD = 100_000

let upstream: FakeUpstream
const shells: Shell[] = []
before(async () => {
  upstream = await startFakeUpstream()
})
after(async () => {
  await upstream.close()
  for (const shell of shells) shell.remove()
})

function shellWith(providers = ''): Shell {
  const shell = openShell({ OPENAI_API_KEY: 'sk-real', HEADGATE_LOG_LEVEL: 'silent' })
  shells.push(shell)
  const yaml = `providers:
  openai: { base_url: "${upstream.url}", allow_private: true, models: ["*"] }
${providers}prices:
  overrides:
    model-a: { input_usd_per_mtok: 0.15, output_usd_per_mtok: 0.6 }
`
  writeFileSync(join(shell.folder, 'headgate.yaml'), yaml)
  return shell
}

const PRELUDE = `
const call = async (credential = process.env.OPENAI_API_KEY) => {
  const answer = await fetch(process.env.OPENAI_BASE_URL + '/chat/completions', {
    method: 'POST',
    headers: { authorization: 'Bearer ' + credential, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'model-a', max_tokens: 20, messages: [{ role: 'user', content: 'hello' }] }),
  })
  await answer.text()
  return answer.status
}
`

function run(shell: Shell, cap: string, script: string) {
  return shell.spawn('run', '--cap', cap, '--', process.execPath, '-e', `(async () => {${PRELUDE}${script}})()`).ended
}

async function spent(shell: Shell) {
  return JSON.parse((await shell.run('spend', '--by', 'key', '--json')).out)
}

describe('run --cap', () => {
  it('stops a command that would spend more, and tells what came of it', async () => {
    const shell = shellWith()
    const before = upstream.requests.length
    // Bursts, so that many calls are at the edge of the cap at once.
    const script = `
      const statuses = []
      for (let round = 0; round < 6; round++) statuses.push(...(await Promise.all(Array.from({ length: 8 }, () => call()))))
      console.log(JSON.stringify(statuses)); process.exit(9)`
    const { status, out, err } = await run(shell, '0.0001usd', script)
    assert.equal(status, 9, err)
    const statuses: readonly number[] = JSON.parse(out)
    const answered = statuses.filter((one) => one === 200).length
    const refused = statuses.filter((one) => one === 402).length
    assert.deepEqual([answered + refused, upstream.requests.length - before], [statuses.length, answered])
    const costNanoUsd = answered * CALL_NANO_USD
    assert.ok(answered > 0 && refused > 0 && costNanoUsd <= CAP_NANO_USD)

    const { total, rows, budgets } = await spent(shell)
    assert.equal(total.cost_nano_usd, costNanoUsd)
    assert.deepEqual([rows.length, rows[0].calls, budgets], [1, answered, []])
    assert.match(rows[0].key, /^run-/)
    const tokens = `${answered * 19} tokens in, ${answered * 10} out`
    assert.match(err, new RegExp(`^headgate: ${answered} calls? in [\\d.]+ s, ${tokens}, ${total.cost_usd} USD$`, 'm'))
    assert.match(err, new RegExp(`^ {2}cap: 0\\.0001 USD, of which ${total.cost_usd} were spent and `, 'm'))
    assert.match(err, new RegExp(`^ {2}refused or failed: ${refused} budget_exhausted$`, 'm'))
  })

  it('starts anew with each run, beside what others have spent', async () => {
    const shell = shellWith()
    for (let runs = 1; runs <= 2; runs++) {
      const { out, err } = await run(shell, '0.0001', 'console.log(await call())')
      assert.equal(out, '200\n', err)
      assert.match(err, /cap: 0\.0001 USD, of which 0\.00000885 were spent and 0\.00009115 are left/)
      assert.equal((await spent(shell)).total.calls, runs)
    }
  })

  it('lets nobody in with another credential than the capped one', async () => {
    const { out } = await run(
      shellWith(),
      '5usd',
      "console.log(await call('sk-of-the-command'), await call('hg_wrong'), await call())",
    )
    assert.equal(out, '401 401 200\n')
  })

  it('says which providers cannot be called through it', async () => {
    const shell = shellWith(`  anthropic: { base_url: "${upstream.url}", allow_private: true }\n`)
    const noisy = openShell({ OPENAI_API_KEY: 'sk-real', HEADGATE_CONFIG: join(shell.folder, 'headgate.yaml') })
    shells.push(noisy)
    const { err } = await run(noisy, '5usd', '')
    assert.match(
      err,
      /providers\.anthropic: has no secret, and --cap passes no credential through; set providers\.anthropic\.api_key/,
    )
  })

  for (const cap of ['', '0', '-5', 'five', '5eur', '5usd/day', '1e3', '0.0000000001', '99999999usd']) {
    it(`refuses ${JSON.stringify(cap)} as wrong usage, and runs nothing`, async () => {
      const { status, out, err } = await shellWith().run(
        'run',
        '--cap',
        cap,
        '--',
        process.execPath,
        '-e',
        'console.log(1)',
      )
      assert.deepEqual({ status, out }, { status: 2, out: '' })
      assert.match(
        err,
        /^error: option '--cap <usd>' argument .* Write an amount in US dollars above 0, up to 9000000, such as 5usd/,
      )
    })
  }
})
