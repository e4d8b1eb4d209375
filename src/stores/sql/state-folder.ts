/** The folder on disk: only its owner may look inside, and what is wrong with it is said in one clear line. */
import { accessSync, chmodSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StateFolderError } from '../contract.js'

const OWNER_ONLY_FOLDER = 0o700
const OWNER_ONLY_FILE = 0o600
const OTHERS = 0o077

const CHOOSE_ANOTHER = 'or choose another folder with --state-dir or HEADGATE_STATE_DIR.'

/** Where things lie in a state folder. */
export interface StatePaths {
  /** The database of everything but money. */
  readonly main: string
  /** The database of the money ledger. */
  readonly ledger: string
  /** The folder of the locks by which processes that share the ledger know each other to be alive; the first that reserves makes it. */
  readonly owners: string
}

/** Makes what is missing, closes what stands open to others, and tells where things lie. */
export function prepareStateFolder(stateDir: string): StatePaths {
  const folder = resolve(stateDir)
  const paths = { main: join(folder, 'headgate.db'), ledger: join(folder, 'ledger.db'), owners: join(folder, 'owners') }
  try {
    makeFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    for (const path of [paths.main, paths.ledger]) prepareDatabaseFile(path)
  } catch (error) {
    throw unusableFolder(stateDir, error)
  }
  return paths
}

/** Throws when the database has gone from the folder, or may no longer be read and written. */
export function assertUsable(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw new StateFolderError(
      `The database ${path} cannot be read and written (${codeOf(error)}).`,
      'Restore it or its permissions, then start headgate again.',
      { cause: error },
    )
  }
}

/** What a failed use of the database means to its owner. */
export function describeFailure(path: string, error: unknown): StateFolderError {
  if (error instanceof StateFolderError) return error
  const code = codeOf(error)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new StateFolderError(
      `The file ${path} is damaged, or is not a database (${code}).`,
      'Restore it from a backup, or move it away to begin with an empty one.',
      { cause: error },
    )
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new StateFolderError(
      `The database ${path} is locked by another process (${code}).`,
      'Stop the program that holds it, then try again.',
      { cause: error },
    )
  }
  return new StateFolderError(
    `The database ${path} cannot be used (${code}).`,
    `Check its permissions and the free space on its disk, ${CHOOSE_ANOTHER}`,
    { cause: error },
  )
}

function unusableFolder(stateDir: string, error: unknown): StateFolderError {
  return new StateFolderError(
    `The state folder ${stateDir} cannot be written (${codeOf(error)}).`,
    `Make it a folder that this user may write, ${CHOOSE_ANOTHER}`,
    { cause: error },
  )
}

/** Makes a folder for its owner alone, parents first. Node's own `recursive` never returns where a parent refuses with ENOENT, as those in /proc do. */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: OWNER_ONLY_FOLDER })
  } catch (error) {
    // Another process that starts at the same time may have been quicker.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function prepareDatabaseFile(path: string): void {
  createOwnFile(path)
  for (const file of [path, `${path}-wal`, `${path}-shm`]) keepToOwner(file)
  accessSync(path, constants.R_OK | constants.W_OK)
}

/**
 * The file is there, closed to others, before SQLite opens it; SQLite gives the files beside it the same mode. One that
 * exists is not opened here: closing it would drop the locks that this process may hold on it.
 */
export function createOwnFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return
  try {
    writeFileSync(path, '', { flag: 'wx', mode: OWNER_ONLY_FILE })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function keepToOwner(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats !== undefined && (stats.mode & OTHERS) !== 0) chmodSync(file, OWNER_ONLY_FILE)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown reason'
}
