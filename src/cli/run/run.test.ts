/** A command with a private gateway: what it is given, what becomes of its calls, and how it ends. */
import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openShell, providersAt, type Shell } from '../shell.suite.js'
import { type SimulatedProvider, startSimulatedProvider } from '../simulated-provider/index.js'

const shells: Shell[] = []
let provider: SimulatedProvider
before(async () => {
  provider = await startSimulatedProvider()
})
after(async () => {
  await provider.close()
  for (const shell of shells) shell.remove()
})

function shellWith(env: Readonly<Record<string, string>> = {}): Shell {
  const shell = openShell({ ...providersAt(provider.url), ...env })
  shells.push(shell)
  return shell
}

/** `run` with a script for Node as its command. */
function runScript(shell: Shell, script: string) {
  return shell.spawn('run', '--', process.execPath, '-e', script)
}

const VARIABLES = [
  'OPENAI_BASE_URL',
  'OPENAI_API_BASE',
  'OPENAI_API_KEY',
  'ANTHROPIC_BASE_URL',
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
]
const PRINT_VARIABLES = `console.log(JSON.stringify(${JSON.stringify(VARIABLES)}.map((name) => process.env[name] ?? null)))`

const CALL_EACH = `
const post = async (url, headers, body) => {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
  await answer.text()
  return answer.status
}
const env = process.env
const messages = [{ role: 'user', content: 'hello' }]
const chat = { model: 'gpt-simulated', messages }
const message = { model: 'claude-simulated', max_tokens: 9, messages }
const version = { 'anthropic-version': '2023-06-01' }
console.log([
  await post(env.OPENAI_BASE_URL + '/chat/completions', { authorization: 'Bearer ' + env.OPENAI_API_KEY }, chat),
  await post(env.ANTHROPIC_BASE_URL + '/v1/messages', { 'x-api-key': env.ANTHROPIC_API_KEY, ...version }, message),
  await post(env.ANTHROPIC_BASE_URL + '/v1/messages', { authorization: 'Bearer ' + env.ANTHROPIC_AUTH_TOKEN, ...version }, message),
  await post(env.OPENAI_BASE_URL + '/chat/completions', { authorization: 'Bearer hg_wrong' }, chat),
].join())
process.exit(7)`

describe('run', () => {
  it('gives every client its way in, prints a receipt, and exits as the command did', async () => {
    const shell = shellWith({ HEADGATE_API_KEY: 'sk-real' })
    const { status, out, err } = await runScript(shell, `(async () => {${CALL_EACH}})()`).ended
    assert.equal(out, '200,200,200,401\n', err)
    assert.equal(status, 7)
    assert.match(err, /^headgate: 3 calls in [\d.]+ s, \d+ tokens in, \d+ out, 0 USD, and 3 calls of unknown price$/m)
    assert.match(err, /^ {2}gpt-simulated +1 +\d+ +\d+ +unknown$/m)
    assert.match(err, /^ {2}claude-simulated +2 +\d+ +\d+ +unknown$/m)
    assert.match(err, /^ {2}refused or failed: 1 unauthenticated$/m)
  })

  it('takes its credential back at the end, and leaves the first one for proxy to make', async () => {
    const shell = shellWith({ HEADGATE_API_KEY: 'sk-real' })
    const { out } = await runScript(shell, PRINT_VARIABLES).ended
    const [, , credential] = JSON.parse(out)
    assert.match(credential, /^hg_/)
    const [key, ...others] = JSON.parse((await shell.run('keys', 'list', '--json')).out)
    assert.deepEqual({ state: key.state, role: key.role, others }, { state: 'revoked', role: 'user', others: [] })
    assert.match(key.name, /^run-[0-9A-Za-z]{8}$/)
    assert.ok(credential.includes(key.id))
    assert.equal(Math.round((Date.parse(key.expires) - Date.parse(key.created)) / 86_400_000), 30)

    const proxy = shell.spawn('proxy')
    const greeting = await new Promise<string>((resolve) => {
      let text = ''
      proxy.child.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        if (text.includes('ANTHROPIC_API_KEY')) resolve(text)
      })
    })
    assert.match(greeting, /first gateway credential/)
    proxy.child.kill('SIGTERM')
    assert.equal((await proxy.ended).status, 0)
  })

  it('leaves the caller its own credential where there is no secret to lend', async () => {
    const { out } = await runScript(shellWith({ OPENAI_API_KEY: 'sk-real' }), PRINT_VARIABLES).ended
    const [base, oldBase, openaiKey, anthropicBase, anthropicKey, anthropicToken] = JSON.parse(out)
    assert.match(base, /^http:\/\/127\.0\.0\.1:\d+\/v1$/)
    assert.equal(oldBase, base)
    assert.equal(`${anthropicBase}/v1`, base)
    assert.match(openaiKey, /^hg_/)
    assert.deepEqual([anthropicKey, anthropicToken], [null, null])
  })

  it('keeps its clients from asking a proxy for the gateway', async () => {
    const shell = shellWith({ NO_PROXY: 'example.com' })
    const { out } = await runScript(shell, 'console.log(process.env.NO_PROXY)').ended
    assert.equal(out, 'example.com,127.0.0.1\n')
  })

  it('hands the words on as they are, and the mask for new files too', async () => {
    const shell = shellWith()
    const script = "console.log(process.argv.slice(1).join('|')); require('fs').writeFileSync('made', '')"
    const { out } = await shell.spawn('run', process.execPath, '-e', script, '--', '--help', '$HOME', 'a b').ended
    assert.equal(out, '--help|$HOME|a b\n')
    assert.equal(statSync(join(shell.folder, 'made')).mode & 0o777, 0o666 & ~process.umask())
  })

  it('says so in one line when there is no such command', async () => {
    const { status, out, err } = await shellWith().run('run', '--', 'no-such-command-anywhere')
    assert.deepEqual({ status, out }, { status: 127, out: '' })
    assert.equal(err, 'headgate: no-such-command-anywhere: there is no such command; check its name and PATH.\n')
  })

  it('forwards a signal, and tells the status of a command that one has ended', async () => {
    const trapping = runScript(
      shellWith(),
      "process.on('SIGTERM', () => process.exit(5)); console.log('ready'); setInterval(() => {}, 1000)",
    )
    trapping.child.stdout?.once('data', () => trapping.child.kill('SIGTERM'))
    assert.equal((await trapping.ended).status, 5)

    const killed = await runScript(shellWith(), "process.kill(process.pid, 'SIGKILL')").ended
    assert.equal(killed.status, 128 + 9)
  })

  it('is quiet unless asked', async () => {
    const script =
      "fetch(process.env.OPENAI_BASE_URL + '/models', { headers: { authorization: 'Bearer ' + process.env.OPENAI_API_KEY } })"
    const env = { HEADGATE_API_KEY: 'sk-real' }
    assert.doesNotMatch((await runScript(shellWith(env), script).ended).err, /\/v1\/models/)
    const told = shellWith({ ...env, HEADGATE_LOG_LEVEL: 'info' })
    assert.match((await runScript(told, script).ended).err, /200 \/v1\/models/)
  })
})
