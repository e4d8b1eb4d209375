/** Writes docs/reference from the code; with `--check` it only names the pages that are stale, and fails when there is one. */
import { REFERENCE_FOLDER, stalePages, writePages } from './reference/index.js'

if (process.argv.includes('--check')) {
  const stale = stalePages(REFERENCE_FOLDER)
  for (const page of stale) process.stderr.write(`stale: docs/reference/${page}\n`)
  if (stale.length > 0) process.stderr.write('Run npm run generate, and commit what it writes.\n')
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const page of writePages(REFERENCE_FOLDER)) process.stdout.write(`written: docs/reference/${page}\n`)
}
