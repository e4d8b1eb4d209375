/** Runs every compiled test with Node's own runner, prints a closing line of counts, and fails when a test fails or none ran. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

const ROOT = join(import.meta.dirname, '..', 'dist')
const [only = ''] = process.argv.slice(2)

const files = readdirSync(ROOT, { recursive: true })
  .filter((file) => file.endsWith('.test.js') && file.includes(only))
  .map((file) => join(ROOT, file))
  .sort()

const counts = { passed: 0, failed: 0, skipped: 0 }
const failures = []

const events = run({ files, concurrency: 2, timeout: 180_000 })
events.on('test:pass', ({ details, skip, todo }) => {
  if (details.type === 'suite') return
  if (skip !== undefined || todo !== undefined) counts.skipped++
  else counts.passed++
})
events.on('test:fail', ({ name, file, details }) => {
  if (details.type === 'suite') return
  counts.failed++
  failures.push(`${file ?? ''}: ${name}`)
})
events.on('end', () => {
  setImmediate(() => {
    for (const failure of failures) console.log(`failed: ${failure}`)
    console.log(`\ntests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
    process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0
  })
})
const report = new spec()
// Without a terminal only what went wrong is worth a line; everything is counted at the end.
if (process.stdout.isTTY || process.env.CI === undefined) events.compose(report).pipe(process.stdout)
else events.resume()
