/** What is wrong with a configuration: every problem at once, each with its place, its key and the way to mend it. */

/** One thing that is wrong. No text in it ever repeats a value, so that a secret in the wrong place stays unseen. */
export interface Problem {
  /** `headgate.yaml:12`, the name of a variable, or a flag. */
  readonly where: string
  /** The dotted path of the setting; empty where the problem concerns a whole file. */
  readonly key: string
  /** The rest of a sentence that begins with the key, without a full stop. */
  readonly problem: string
  /** One sentence: what to do about it. */
  readonly fix: string
}

/** A configuration that cannot be used; its message lists every problem, one a line. */
export class ConfigError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const ordered = inOrder(problems)
    super(ordered.map(problemText).join('\n'))
    this.name = 'ConfigError'
    this.problems = ordered
  }
}

/** In the order of the lines. The first problem at a place is the cause; what follows from it is left out. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  const distinct = problems.filter(({ where, key }) => {
    const place = `${where} ${key}`
    return !seen.has(place) && seen.add(place)
  })
  return distinct.sort((one, other) => one.where.localeCompare(other.where, 'en', { numeric: true }))
}

/** The line that an operator reads. */
function problemText({ where, key, problem, fix }: Problem): string {
  return `${where}: ${key === '' ? '' : `${key} `}${problem}. ${fix}`
}

/** The operating system's code of a failure (`ENOENT`), which unlike its message holds no path. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
}
