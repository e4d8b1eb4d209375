/** Portkey's gateway, the TypeScript peer on npm: installed into a temporary folder for this run, where that can be done. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CORES, nextMessage, pidOf, startProgram, stopProcess } from '../pinned-process.js'
import { type Absent, PROVIDER_CREDENTIAL_HEADER, type Surroundings, type Target } from './target.js'

const PACKAGE = '@portkey-ai/gateway'
const VERSION = '1.15.2'

/** Its range also admits later versions of its HTTP adapter, with which every stream ends in a 500. */
const MANIFEST = {
  private: true,
  dependencies: { [PACKAGE]: VERSION },
  overrides: { '@hono/node-server': '1.13.8' },
}
const INSTALL_TIMEOUT_MS = 90_000

const address = z.object({ port: z.number() })

export async function startPortkey({ upstreamPort, folder }: Surroundings): Promise<Target | Absent> {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST))
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]
  const installed = spawnSync('npm', install, { stdio: 'ignore', timeout: INSTALL_TIMEOUT_MS })
  if (installed.status !== 0) return { name: 'portkey', absentBecause: `npm could not install ${PACKAGE}@${VERSION}` }
  const server = join(folder, 'node_modules', PACKAGE, 'build', 'start-server.js')
  const preload = new URL('./listen-on-loopback.js', import.meta.url).href
  const child = startProgram({
    command: process.execPath,
    args: ['--import', preload, server, '--headless'],
    core: CORES.target,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: process.env['PATH'], HOME: folder, NODE_ENV: 'production' },
  })
  const { port } = address.parse(await nextMessage(child))
  return {
    name: 'portkey',
    port,
    pids: [pidOf(child)],
    headers: [
      PROVIDER_CREDENTIAL_HEADER,
      'x-portkey-provider: openai',
      `x-portkey-custom-host: http://127.0.0.1:${upstreamPort}/v1`,
    ],
    relaysBytes: false,
    stop: () => stopProcess(child),
  }
}
