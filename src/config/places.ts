/** Where things lie on this machine: the state folder of the platform, and the configuration file. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { Environment } from './environment.js'

const FILE_NAME = 'headgate.yaml'

/** The folder for what is kept, where nobody names another. */
export function defaultStateDir(env: Environment, platform: NodeJS.Platform = process.platform): string {
  const home = homeOf(env)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'headgate')
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'headgate')
  const xdg = env['XDG_STATE_HOME']
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'state'), 'headgate')
}

/** The configuration file of the working folder, else that of the state folder, if there is one. */
export function findConfigFile(cwd: string, stateDir: string): string | undefined {
  return [join(cwd, FILE_NAME), join(stateDir, FILE_NAME)].find((file) => existsSync(file))
}

/** A path as an absolute one; `~/` is the home folder, since no shell has seen what stands in a file. */
export function resolvePath(path: string, from: string, env: Environment): string {
  return path === '~' || path.startsWith('~/') ? join(homeOf(env), path.slice(1)) : resolve(from, path)
}

/** A file as people would name it from the working folder. */
export function shownPath(file: string, cwd: string): string {
  const shown = relative(cwd, file)
  return shown.startsWith('..') || isAbsolute(shown) ? file : shown
}

function homeOf(env: Environment): string {
  return env['HOME'] || homedir()
}
