/** Which budgets hold a call down, and the account of each in the window of now. */
import type { NanoUsd } from '../../canonical/index.js'
import type { Account, BudgetRule } from '../../stores/index.js'
import { type WindowKind, Windows } from './window.js'

/** Whom and what a call is booked to; what is absent matches no budget that asks for it. */
export interface Subject {
  readonly key: string
  readonly team?: string | undefined
  readonly user?: string | undefined
  readonly model?: string | undefined
  readonly provider?: string | undefined
  /** A fingerprint, as the ledger and the log know the session. */
  readonly session?: string | undefined
  /** Whether the caller calls this session so; budgets name it as the caller does. */
  readonly isSession?: (name: string) => boolean
}

/** A budget: calls that bear the names in `match`; `*` stands for any name, and gives each an account of its own. */
export type Budget = Pick<BudgetRule, 'match' | 'limitNanoUsd' | 'window' | 'timezone'>

/** An account that holds a call down, and what a person calls it. */
export interface Held {
  readonly account: Account
  /** `key alice, each day`; for refusals and events. */
  readonly name: string
}

const EACH = '*'
const SUBJECTS = ['key', 'team', 'user', 'model', 'provider', 'session'] as const

/**
 * Budgets, ready to be asked for each call. An account is named by what it sums up and when, not by its limit or its maker:
 * a limit may change, and a restart finds the same sum.
 */
export class RuleBook {
  private readonly byKey = new Map<string, Rule[]>()
  private readonly ofAnyKey: Rule[] = []

  constructor(budgets: readonly Budget[]) {
    const windows = new Windows()
    for (const budget of budgets) this.rulesLike(budget.match.key).push(new Rule(budget, windows))
  }

  /** `nowMs` never goes back: what has been spent in a window stays spent. */
  accountsOf(subject: Subject, nowMs: number): readonly Held[] {
    const found: Held[] = []
    for (const rule of this.ofAnyKey) take(found, rule.accountOf(subject, nowMs))
    for (const rule of this.byKey.get(subject.key) ?? []) take(found, rule.accountOf(subject, nowMs))
    return found
  }

  private rulesLike(key: string | undefined): Rule[] {
    if (key === undefined || key === EACH) return this.ofAnyKey
    const rules = this.byKey.get(key) ?? []
    this.byKey.set(key, rules)
    return rules
  }
}

/** Of two limits on one sum the lower one holds. */
function take(found: Held[], held: Held | undefined): void {
  if (held === undefined) return
  const same = found.findIndex(({ account }) => account.id === held.account.id)
  const other = found[same]
  if (other === undefined) found.push(held)
  else if (held.account.limitNanoUsd < other.account.limitNanoUsd) found[same] = held
}

class Rule {
  private readonly asked: readonly (readonly [(typeof SUBJECTS)[number], string])[]
  private readonly window: WindowKind
  private readonly timezone: string
  private readonly limitNanoUsd: NanoUsd
  private readonly hasEach: boolean
  private last: Held | undefined
  private lastStartsAt = -1

  constructor(
    { match, limitNanoUsd, window, timezone }: Budget,
    private readonly windows: Windows,
  ) {
    this.asked = SUBJECTS.flatMap((kind) => {
      const name = match[kind]
      return name === undefined ? [] : [[kind, name] as const]
    })
    this.hasEach = this.asked.some(([, name]) => name === EACH)
    this.window = window
    this.timezone = timezone
    this.limitNanoUsd = limitNanoUsd
  }

  accountOf(subject: Subject, nowMs: number): Held | undefined {
    for (const [kind, name] of this.asked) {
      if (!bears(subject, kind, name)) return undefined
    }
    const { startsAt, endsAt } = this.windows.at(this.window, this.timezone, nowMs)
    if (this.last !== undefined && this.lastStartsAt === startsAt) return this.last
    const held = this.held(subject, startsAt, endsAt)
    if (!this.hasEach) {
      this.last = held
      this.lastStartsAt = startsAt
    }
    return held
  }

  private held(subject: Subject, startsAt: number, endsAt: number | undefined): Held {
    const names = this.asked.map(([kind]) => [kind, subject[kind] ?? ''] as const)
    const bearer = names.map(([kind, name]) => `${kind}=${encodeURIComponent(name)}`).join('&')
    const id = `${bearer} ${this.window} ${this.timezone} ${startsAt}`
    const account = { id, limitNanoUsd: this.limitNanoUsd, ...(endsAt === undefined ? {} : { windowEndsAt: endsAt }) }
    const who = names.length === 0 ? 'everything' : names.map(([kind, name]) => `${kind} ${name}`).join(', ')
    return { account, name: this.window === 'total' ? who : `${who}, each ${this.window}` }
  }
}

function bears(subject: Subject, kind: (typeof SUBJECTS)[number], name: string): boolean {
  const borne = subject[kind]
  if (borne === undefined || name === EACH) return borne !== undefined
  return kind === 'session' ? subject.isSession?.(name) === true : name === borne
}
