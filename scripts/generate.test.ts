/** The reference pages say what the code says, and whoever forgets to write them anew is told. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ERRORS } from '../src/errors.js'
import { describeKeys } from '../src/schema.js'
import { REFERENCE_FOLDER, referencePages, stalePages, writePages } from './reference/index.js'

const folder = mkdtempSync(join(tmpdir(), 'headgate-reference-'))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('the reference pages', () => {
  it('are what the code says; npm run generate writes them', () => {
    assert.deepEqual(stalePages(REFERENCE_FOLDER), [])
  })

  it('are the same whenever they are made', () => {
    assert.deepEqual([...referencePages()], [...referencePages()])
  })

  it('name every error, every key and every command', () => {
    const pages = referencePages()
    for (const code of Object.keys(ERRORS)) assert.match(pages.get('errors.md') ?? '', new RegExp(`\`${code}\``))
    for (const { key } of describeKeys()) assert.ok(pages.get('config.md')?.includes(`\`${key}\``), key)
    for (const command of ['proxy', 'keys create', 'config explain', 'doctor'])
      assert.match(pages.get('cli.md') ?? '', new RegExp(`^## headgate ${command}$`, 'm'))
  })

  it('name no path of the machine that made them', () => {
    const places = [join(REFERENCE_FOLDER, '..', '..'), process.cwd(), homedir(), tmpdir()].filter(
      (place) => place.length > 1,
    )
    for (const [name, text] of referencePages())
      for (const place of places) assert.ok(!text.includes(`${place}/`), `${name} names ${place}`)
  })
})

describe('the generator', () => {
  it('writes what is missing, mends what is stale, and removes what is nobody’s', () => {
    const names = [...referencePages().keys()].sort()
    assert.deepEqual(stalePages(folder), names)
    assert.deepEqual(writePages(folder), names)
    assert.deepEqual(stalePages(folder), [])

    const errors = join(folder, 'errors.md')
    writeFileSync(errors, readFileSync(errors, 'utf8').replace('401', '402'))
    writeFileSync(join(folder, 'old.md'), '')
    assert.deepEqual(stalePages(folder), ['errors.md', 'old.md'])
    assert.deepEqual(writePages(folder), ['errors.md', 'old.md'])
    assert.deepEqual(readdirSync(folder).sort(), names)
    assert.deepEqual(stalePages(folder), [])
  })
})
