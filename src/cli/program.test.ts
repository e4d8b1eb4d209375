/** The command line as a whole: what there is, how it is asked for help, and how wrong usage ends. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { openShell } from './shell.suite.js'

const shell = openShell()
after(() => shell.remove())

const COMMANDS = [
  'proxy',
  'demo',
  'run',
  'keys',
  'keys create',
  'keys list',
  'keys revoke',
  'keys rotate',
  'spend',
  'config',
  'config check',
  'config show',
  'config explain',
  'config schema',
  'explain',
  'doctor',
  'version',
]

describe('headgate', () => {
  for (const command of COMMANDS) {
    it(`${command} --help tells what it is for`, async () => {
      const { status, out, err } = await shell.run(...command.split(' '), '--help')
      assert.equal(status, 0)
      assert.match(out, new RegExp(`^Usage: headgate ${command}[\\s\\S]*\\n\\n\\w+`))
      assert.equal(err, '')
    })
  }

  const WRONG = [
    '',
    'frobnicate',
    'proxy --frobnicate',
    'keys create --name a --frobnicate',
    'keys',
    'config',
    'explain',
    'version more',
    'run',
  ]
  for (const line of WRONG) {
    it(`"headgate ${line}" is wrong usage`, async () => {
      const { status, out, err } = await shell.run(...line.split(' ').filter((word) => word !== ''))
      assert.equal(status, 2)
      assert.equal(out, '')
      assert.match(err, /error: (unknown|missing|required|too many)|^Usage:/)
    })
  }
})
