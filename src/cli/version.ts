/** `headgate version`: prints the version of this installation. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { isRecord, parseJson } from '../lib/index.js'
import type { CommandContext } from './command.js'

export function registerVersion(program: Command, { terminal }: CommandContext): void {
  program
    .command('version')
    .description('print the version')
    .action(() => terminal.out(`headgate ${installedVersion()} (Node ${process.versions.node})\n`))
}

/** The version in the package's own package.json. */
export function installedVersion(): string {
  const manifest = parseJson(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  return isRecord(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : 'unknown'
}
