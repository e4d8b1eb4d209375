/** Topics made ready to look for. */
import { RE2JS } from 're2js'
import { Alphabet, WordAutomaton } from '../automaton/index.js'
import { foldText } from '../folding/index.js'
import type { Topic, TopicKind } from './topic.js'

/** Topics ready to look for. It never changes: to load others, compile them and use the new set from then on. */
export interface TopicSet {
  readonly topics: readonly Topic[]
  readonly automaton: WordAutomaton
  /** For each word of the automaton what it is a keyword or word of. */
  readonly terms: readonly (readonly Term[])[]
  readonly patterns: readonly Pattern[]
}

export interface Term {
  readonly topic: Topic
  readonly kind: TopicKind
  readonly text: string
}

export interface Pattern {
  readonly topic: Topic
  readonly matcher: RE2JS
}

/** @throws Error naming the topic, and which of its entries cannot be read */
export function compileTopics(topics: readonly Topic[]): TopicSet {
  const terms = topics.flatMap((topic) => [
    ...(topic.keywords ?? []).map((text): Term => ({ topic, kind: 'keyword', text })),
    ...(topic.words ?? []).map((text): Term => ({ topic, kind: 'word', text })),
  ])
  const folded = terms.map(({ text }) => foldText(text))
  const automaton = new WordAutomaton(new Alphabet(folded), folded)
  const byWord: Term[][] = terms.map(() => [])
  terms.forEach((term, index) => {
    const list = byWord[automaton.numbers[index] ?? -1]
    if (list === undefined) throw new Error(`topic ${term.topic.name}: there is no letter in "${term.text}"`)
    list.push(term)
  })
  return { topics, automaton, terms: byWord, patterns: topics.flatMap(compilePatterns) }
}

function compilePatterns(topic: Topic): readonly Pattern[] {
  return (topic.patterns ?? []).map((pattern, index) => {
    try {
      return { topic, matcher: RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE) }
    } catch (error) {
      const why = error instanceof Error ? error.message : 'it cannot be read'
      throw new Error(`topic ${topic.name}: pattern ${index + 1}: ${why}`)
    }
  })
}
