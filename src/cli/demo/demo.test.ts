/** The demo, as the first command that anybody runs. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { openShell, type Shell } from '../shell.suite.js'

const shells: Shell[] = []
after(() => {
  for (const shell of shells) shell.remove()
})

/** With settings that would break a gateway, as the demo must be the same everywhere. */
function freshShell(): Shell {
  const shell = openShell({ HEADGATE_PORT: 'nonsense', HTTP_PROXY: 'http://127.0.0.1:1', OPENAI_API_KEY: 'sk-real' })
  shells.push(shell)
  return shell
}

function leftovers({ folder }: Shell): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('headgate-demo-'))
}

describe('demo', () => {
  it('plays every part that there is, and leaves nothing behind', async () => {
    const shell = freshShell()
    const { status, out, err } = await shell.spawn('demo').ended
    assert.deepEqual({ status, err }, { status: 0, err: '' })
    assert.match(out, /^a streamed answer \(OpenAI\) +\S.* 200, \d+ events +\d+ +\d+ +[\d.]+$/m)
    assert.match(out, /^a streamed answer \(Anthropic\) +\S.* 200, \d+ events +\d+ +\d+ +[\d.]+$/m)
    assert.match(out, /^a tool call, there and back +\S.* 200, calls get_weather, then 200 +\d+ +\d+ +[\d.]+$/m)
    assert.match(out, /^a wrong credential refused +\S.* 401 unauthenticated +[\d.]+$/m)
    assert.match(out, /^a budget that stops the next call +\S.* 200, then 402 budget_exhausted +\d+ +\d+ +[\d.]+$/m)
    assert.equal(out.match(/ - +not yet$/gm)?.length, 3)
    assert.doesNotMatch(out, /WRONG/)
    for (const line of out.split('\n')) assert.ok(line.length <= 120, line)
    assert.deepEqual(leftovers(shell), [])
  })

  it('keeps running with --keep until a signal', async () => {
    const shell = freshShell()
    const demo = shell.spawn('demo', '--keep')
    const said = await new Promise<string>((resolve) => {
      let text = ''
      demo.child.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        if (text.includes('x-headgate-request-id')) resolve(text)
      })
    })
    const [, base = ''] = /export OPENAI_BASE_URL=(\S+)/.exec(said) ?? []
    const [, credential = ''] = /export OPENAI_API_KEY='(hg_\w+)'/.exec(said) ?? []
    const answer = await fetch(`${base}/models`, { headers: { authorization: `Bearer ${credential}` } })
    await answer.text()
    assert.equal(answer.status, 200)
    assert.equal(leftovers(shell).length, 1)

    demo.child.kill('SIGTERM')
    assert.equal((await demo.ended).status, 0)
    assert.deepEqual(leftovers(shell), [])
  })
})
