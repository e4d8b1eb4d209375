/** What operators forbid to talk about. */
import type { SegmentRole } from '../../canonical/index.js'

/** A topic is what its keywords, words and patterns say together: any of them is enough. */
export interface Topic {
  /** For operators: never shown to a client. */
  readonly name: string
  /** Whose text it is looked for in; everybody's where it is left out. */
  readonly roles?: readonly SegmentRole[]
  /** Found within other words too. */
  readonly keywords?: readonly string[]
  /** Found only where they begin and end as words. */
  readonly words?: readonly string[]
  /** Regular expressions in RE2's syntax, which has nothing that takes more than linear time. Case is no difference. */
  readonly patterns?: readonly string[]
}

export type TopicKind = 'keyword' | 'word' | 'pattern'
