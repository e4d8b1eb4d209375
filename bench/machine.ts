/** Where and when a run was made: without this its figures mean nothing. */
import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { IS_PINNED } from './pinned-process.js'
import type { Machine } from './results.js'

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: `${process.platform} ${release()}`,
    node: process.version,
    pinned: IS_PINNED,
    commit: commit(),
    startedAt: new Date().toISOString(),
  }
}

/** A tree that differs from its commit says so. */
function commit(): string {
  const head = git(['rev-parse', '--short', 'HEAD'])
  if (head === undefined) return 'uncommitted'
  return git(['status', '--porcelain', '--', 'src', 'bench/*.ts', 'package.json']) === '' ? head : `${head}-changed`
}

function git(args: readonly string[]): string | undefined {
  const ran = spawnSync('git', args, { encoding: 'utf8' })
  return ran.status === 0 ? ran.stdout.trim() : undefined
}
