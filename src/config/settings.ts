/** The settings as they were written, layer over layer, each with the place it came from. */

/** The names that lead to a setting, outermost first. */
export type Path = readonly string[]

/** Where a setting came from. */
export interface Source {
  readonly origin: 'default' | 'file' | 'environment' | 'flag'
  /** `headgate.yaml:12`, `HEADGATE_PORT`, `--port`. */
  readonly name: string
}

/** The source of what nobody wrote. */
export const BY_DEFAULT: Source = { origin: 'default', name: 'default' }

/** A section. Made without a prototype, so that no name in it means anything to JavaScript. */
export type Branch = Record<string, unknown>

/** True for a section or an entry of a map. */
export function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An empty section. */
export function emptyBranch(): Branch {
  return Object.create(null)
}

/** A tree of settings in which a later `set` wins over an earlier one. */
export class Settings {
  readonly tree: Branch = emptyBranch()
  private readonly sources = new Map<string, Source>()

  get(path: Path): unknown {
    let value: unknown = this.tree
    for (const name of path) value = isBranch(value) && Object.hasOwn(value, name) ? value[name] : undefined
    return value
  }

  /** The names in the section at a path. */
  names(path: Path): string[] {
    const section = this.get(path)
    return isBranch(section) ? Object.keys(section) : []
  }

  /** Writes a value over what was there. Where a section on the way was given as something else, that stays, for the schema to refuse. */
  set(path: Path, value: unknown, source: Source): void {
    let section = this.tree
    for (const name of path.slice(0, -1)) {
      const next = section[name] ?? emptyBranch()
      if (!isBranch(next)) return
      section[name] = next
      section = next
    }
    const last = path.at(-1)
    if (last === undefined) return
    section[last] = value
    this.forgetBelow(path)
    this.note(path, source)
  }

  /** Remembers where something stands, without writing it. */
  note(path: Path, source: Source): void {
    this.sources.set(path.join('.'), source)
  }

  source(path: Path): Source {
    return this.sources.get(path.join('.')) ?? BY_DEFAULT
  }

  /** The place to look at for a problem: where the setting stands, or else the section that it is missing from. */
  placeOf(path: Path): string {
    for (let depth = path.length; depth > 0; depth--) {
      const around = path.slice(0, depth).join('.')
      const source = this.sources.get(around) ?? this.anySourceBelow(around)
      if (source !== undefined && source.origin !== 'default') return source.name
    }
    return 'configuration'
  }

  private anySourceBelow(name: string): Source | undefined {
    for (const [path, source] of this.sources) if (path.startsWith(`${name}.`)) return source
    return undefined
  }

  private forgetBelow(path: Path): void {
    const below = `${path.join('.')}.`
    for (const name of this.sources.keys()) if (name.startsWith(below)) this.sources.delete(name)
  }
}
