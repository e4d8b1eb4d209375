/** Where things lie, on each platform. */
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { defaultStateDir, findConfigFile, resolvePath, shownPath } from './places.js'

const HOME = { HOME: '/home/ada' }

test('the state folder', () => {
  assert.equal(defaultStateDir(HOME, 'linux'), '/home/ada/.local/state/headgate')
  assert.equal(defaultStateDir({ ...HOME, XDG_STATE_HOME: '/state' }, 'linux'), '/state/headgate')
  assert.equal(defaultStateDir({ ...HOME, XDG_STATE_HOME: 'relative' }, 'linux'), '/home/ada/.local/state/headgate')
  assert.equal(defaultStateDir(HOME, 'darwin'), '/home/ada/Library/Application Support/headgate')
  assert.equal(defaultStateDir({ LOCALAPPDATA: '/local' }, 'win32'), '/local/headgate')
  assert.equal(defaultStateDir(HOME, 'win32'), '/home/ada/AppData/Local/headgate')
})

test('the file of the working folder comes before that of the state folder', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'headgate-cwd-'))
  const stateDir = mkdtempSync(join(tmpdir(), 'headgate-state-'))
  assert.equal(findConfigFile(cwd, stateDir), undefined)
  writeFileSync(join(stateDir, 'headgate.yaml'), '')
  assert.equal(findConfigFile(cwd, stateDir), join(stateDir, 'headgate.yaml'))
  writeFileSync(join(cwd, 'headgate.yaml'), '')
  assert.equal(findConfigFile(cwd, stateDir), join(cwd, 'headgate.yaml'))
})

test('paths', () => {
  assert.equal(resolvePath('~/x', '/work', HOME), '/home/ada/x')
  assert.equal(resolvePath('x/../y', '/work', HOME), '/work/y')
  assert.equal(resolvePath('/x', '/work', HOME), '/x')
  assert.equal(shownPath('/work/etc/headgate.yaml', '/work'), 'etc/headgate.yaml')
  assert.equal(shownPath('/etc/headgate.yaml', '/work'), '/etc/headgate.yaml')
})
