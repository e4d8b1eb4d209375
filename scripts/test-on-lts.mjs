/** Runs the compiled tests on the current LTS of Node, which npm carries as a package for each platform. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** The release line that is LTS now (https://nodejs.org/en/about/previous-releases). */
const LTS = '26'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'dist', `node-${LTS}`)
const name = `node-${process.platform}-${process.arch}`

const install = ['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--prefix', folder, `${name}@${LTS}`]
const installed = spawnSync('npm', install, { stdio: 'inherit' })
if (installed.status !== 0) process.exit(1)

const node = join(folder, 'node_modules', name, 'bin', 'node')
const tests = spawnSync(node, [join(root, 'scripts', 'run-tests.mjs')], { stdio: 'inherit' })
process.exit(tests.status ?? 1)
