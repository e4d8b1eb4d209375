/** What the shell tells of money: a table for people, JSON for programs, CSV that no spreadsheet takes for more than it is. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { systemClock } from '../../lib/index.js'
import { RuleBook } from '../../stages/index.js'
import { openStores, type Settlement } from '../../stores/index.js'
import { openShell, type Shell } from '../shell.suite.js'
import { csvText } from './csv.js'
import { reportLines } from './report-lines.js'

const shells: Shell[] = []
after(() => {
  for (const shell of shells) shell.remove()
})

function freshShell(yaml = ''): Shell {
  const shell = openShell()
  shells.push(shell)
  if (yaml !== '') writeFileSync(join(shell.folder, 'headgate.yaml'), yaml)
  return shell
}

const TODAY = new Date(systemClock.now()).toISOString().slice(0, 10)

/** Books calls as a gateway would: against the account of `key`, each day. */
async function book(shell: Shell, ...calls: readonly (Partial<Settlement> & { readonly costNanoUsd: number })[]) {
  const stores = await openStores({ kind: 'sqlite', stateDir: shell.stateDir })
  const at = systemClock.now()
  for (const [made, call] of calls.entries()) {
    const draft = { id: `e${made}`, attempt: 1, at, key: 'ci', provider: 'openai', model: 'gpt-4o', ...call }
    const budget = { match: { key: draft.key }, limitNanoUsd: 1e9, window: 'day', timezone: 'UTC' } as const
    const accounts = new RuleBook([budget]).accountsOf(draft, at).map(({ account }) => account)
    await stores.ledger.reserve({ draft, amountNanoUsd: call.costNanoUsd, accounts })
    const none = {
      cacheRead: 0,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
      imageInput: 0,
      audioInput: 0,
      reasoning: 0,
      audioOutput: 0,
    }
    stores.ledger.settle({ ...draft, tokens: { input: 10, output: 5, ...none }, how: 'reported' })
  }
  await stores.ledger.flush()
  await stores.close()
}

const BUDGET =
  'budget: { scopes: [{ match: { key: ci }, limit_usd: 1, window: day }, { limit_usd: 9, window: total }] }\n'

describe('spend', () => {
  it('shows a table by day and model, and the budgets in force', async () => {
    const shell = freshShell(BUDGET)
    await book(shell, { costNanoUsd: 250_000_000 }, { costNanoUsd: 1 }, { costNanoUsd: 2, model: 'gpt-4o-mini' })
    const { status, out } = await shell.run('spend')
    assert.equal(status, 0)
    const lines = out.split('\n')
    assert.match(
      lines[0] ?? '',
      new RegExp(`^Spent from \\d{4}-\\d\\d-\\d\\d to ${TODAY} \\(UTC days\\), in US dollars$`),
    )
    assert.match(lines[1] ?? '', /^ {2}DAY +MODEL +CALLS +TOKENS IN +TOKENS OUT +COST$/)
    assert.match(lines[2] ?? '', new RegExp(`^ {2}${TODAY} +gpt-4o +2 +20 +10 +0\\.250000001$`))
    assert.match(lines[3] ?? '', new RegExp(`^ {2}${TODAY} +gpt-4o-mini +1 +10 +5 +0\\.000000002$`))
    assert.match(lines[4] ?? '', /^ {2}total +3 +30 +15 +0\.250000003$/)
    assert.match(out, /^Budgets in force, in US dollars\n {2}BUDGET +LIMIT +SPENT +RESERVED +LEFT +RESETS +FORECAST$/m)
    assert.match(out, /^ {2}key ci, each day +1 +0\.250000003 +0 +0\.749999997 +\d{4}-\d\d-\d\d 00:00Z/m)
    assert.match(out, /^ {2}everything, in total +9 +0 +0 +9 +never$/m)
  })

  it('says so where nothing was spent and no budget is there', async () => {
    const { out } = await freshShell().run('spend')
    assert.match(out, /^Spent from .*\n {2}nothing\n\nNo budget is in force\.\n$/)
  })

  it('tells the same as JSON, with the budgets', async () => {
    const shell = freshShell(BUDGET)
    await book(shell, { costNanoUsd: 1_500, team: 'web' })
    const told = JSON.parse((await shell.run('spend', '--by', 'team', '--json', '--to', TODAY, '--from', TODAY)).out)
    const sums = { calls: 1, input_tokens: 10, output_tokens: 5, cost_nano_usd: 1_500, cost_usd: '0.0000015' }
    const { budgets, ...rest } = told
    assert.deepEqual(rest, {
      from: TODAY,
      to: TODAY,
      by: ['team'],
      total: sums,
      rows: [{ team: 'web', ...sums }],
      more_rows: false,
    })
    assert.deepEqual([budgets.length, budgets[0].committed_nano_usd, budgets[0].limit_usd], [2, 1_500, '1'])
  })

  it('tells the rows as CSV, in the order that was asked for', async () => {
    const shell = freshShell()
    await book(shell, { costNanoUsd: 7 })
    const { out } = await shell.run('spend', '--csv', '--by', 'model,day,user')
    assert.equal(
      out,
      `model,day,user,calls,input_tokens,output_tokens,cost_nano_usd,cost_usd\ngpt-4o,${TODAY},,1,10,5,7,0.000000007\n`,
    )
  })

  const WRONG = [
    ['--from', 'monday'],
    ['--to', '2027-02-30'],
    ['--by', 'price'],
    ['--by', 'day,day'],
    ['--json', '--csv'],
    ['--from', '2027-01-02', '--to', '2027-01-01'],
  ]
  for (const options of WRONG) {
    it(`refuses ${options.join(' ')} as wrong usage`, async () => {
      const { status, out } = await freshShell().run('spend', ...options)
      assert.deepEqual({ status, out }, { status: 2, out: '' })
    })
  }
})

describe('CSV', () => {
  const SUMS = { calls: 1, input_tokens: 0, output_tokens: 0, cost_nano_usd: 0, cost_usd: '0' }
  const cellOf = (user: string) => {
    const spend = {
      from: TODAY,
      to: TODAY,
      by: ['user' as const],
      total: SUMS,
      rows: [{ user, ...SUMS }],
      more_rows: false,
    }
    return csvText(spend)
      .split('\n')
      .slice(1)
      .join('\n')
      .replace(/,1,0,0,0,0\n$/, '')
  }

  it('quotes what would break a line or a cell', () => {
    assert.equal(cellOf('plain'), 'plain')
    assert.equal(cellOf('a,b'), '"a,b"')
    assert.equal(cellOf('say "hi"'), '"say ""hi"""')
    assert.equal(cellOf('two\nlines'), '"two\nlines"')
    assert.equal(cellOf(' edge'), '" edge"')
  })

  it('makes no formula of a name', () => {
    for (const start of ['=', '+', '-', '@']) assert.equal(cellOf(`${start}1`), `'${start}1`)
    assert.equal(cellOf('\t=1'), "'\t=1")
    assert.equal(cellOf('=cmd|"x"'), `"'=cmd|""x"""`)
  })
})

describe('the table', () => {
  it('says that there are more rows', () => {
    const sums = { calls: 1, input_tokens: 0, output_tokens: 0, cost_nano_usd: 0, cost_usd: '0' }
    const lines = reportLines(
      { from: TODAY, to: TODAY, by: ['key'], total: sums, rows: [{ key: null, ...sums }], more_rows: true },
      [],
    )
    assert.deepEqual(lines.slice(1, 5), [
      '  KEY    CALLS  TOKENS IN  TOKENS OUT  COST',
      '  -          1          0           0     0',
      '  total      1          0           0     0',
      '  There are more rows; the total holds them too.',
    ])
  })
})
