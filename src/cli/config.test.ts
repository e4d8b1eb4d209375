/** The configuration as the shell shows it. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { openShell, type Shell } from './shell.suite.js'

const shells: Shell[] = []
after(() => {
  for (const shell of shells) shell.remove()
})

function shellWith(yaml?: string, env: Readonly<Record<string, string>> = {}): Shell {
  const shell = openShell(env)
  shells.push(shell)
  if (yaml !== undefined) writeFileSync(join(shell.folder, 'headgate.yaml'), yaml)
  return shell
}

describe('config check', () => {
  it('names the file that is valid', async () => {
    const shell = shellWith('server: { port: 9000 }\n')
    const { status, out } = await shell.run('config', 'check')
    assert.equal(status, 0)
    assert.ok(out.includes(join(shell.folder, 'headgate.yaml')), out)
  })

  it('is content without a file', async () => {
    const { status, out } = await shellWith().run('config', 'check')
    assert.equal(status, 0)
    assert.match(out, /valid: there is no file/)
  })

  it('prints every problem and exits 2', async () => {
    const { status, out, err } = await shellWith('server:\n  prt: 1\n  workers: none\n').run('config', 'check')
    assert.deepEqual({ status, out }, { status: 2, out: '' })
    assert.match(err, /headgate\.yaml:2: server\.prt is not a known key\. Did you mean server\.port\?/)
    assert.match(err, /headgate\.yaml:3: server\.workers must be a whole number/)
  })

  it('warns of variables that mean nothing, and tells which aliases were read', async () => {
    const { status, err } = await shellWith(undefined, { HEADGATE_PROT: '1', HEADROOM_HOST: '127.0.0.1' }).run(
      'config',
      'check',
    )
    assert.equal(status, 0)
    assert.match(err, /HEADGATE_PROT is no variable of headgate/)
    assert.match(err, /HEADROOM_HOST was read/)
  })
})

describe('config show', () => {
  it('prints values with their sources, and no secret', async () => {
    const { status, out } = await shellWith(undefined, { OPENAI_API_KEY: 'sk-planted-secret' }).run(
      'config',
      'show',
      '--port',
      '9001',
    )
    assert.equal(status, 0)
    assert.match(out, /^server\.port = 9001 +\(--port\)$/m)
    assert.match(out, /^providers\.openai\.api_key = \[secret\] +\(OPENAI_API_KEY\)$/m)
    assert.ok(!out.includes('sk-planted-secret'))
  })
})

describe('config explain', () => {
  it('explains a key', async () => {
    const { status, out } = await shellWith().run('config', 'explain', 'server.port')
    assert.equal(status, 0)
    assert.match(out, /^server\.port\n {2}meaning +The port[\s\S]*8787[\s\S]*HEADGATE_PORT[\s\S]*--port PORT/)
  })

  it('lists a section', async () => {
    const { out } = await shellWith().run('config', 'explain', 'auth')
    assert.match(out, /^ {2}auth\.mode +\S/)
  })

  it('names the key that was meant', async () => {
    const { status, err } = await shellWith().run('config', 'explain', 'server.prt')
    assert.equal(status, 2)
    assert.match(err, /did you mean server\.port\?/)
  })
})

describe('config schema', () => {
  it('is JSON Schema', async () => {
    const { status, out } = await shellWith().run('config', 'schema')
    assert.equal(status, 0)
    assert.ok('server' in JSON.parse(out).properties)
  })
})
