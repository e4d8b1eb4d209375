/** Reads the corpora, where this machine has them: for training and measuring only, none of their text may enter the repository. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord, parseJson } from '../../src/lib/index.js'
import type { Text } from './text.js'

const CORPORA = '../shared/corpora'

/** Sources whose texts are what tools and documents hold. */
export const TOOL_LIKE: ReadonlySet<string> = new Set([
  'cse-autocomplete',
  'repo-agentfile',
  'repo-code',
  'repo-docs',
  'tau-bench-tool',
  'tau-policy',
  'xquad-context',
])
/** Texts that quote and explain attacks on purpose: reported apart. */
export const ABOUT_ATTACKS: ReadonlySet<string> = new Set(['security-docs', 'prompt-book'])

/** Sources that share texts or translations of each other: they are left out together or not at all. */
const FAMILIES: Readonly<Record<string, string>> = {
  cyberseceval: 'cyberseceval',
  'cyberseceval-multilingual': 'cyberseceval',
  garak: 'jailbreaks',
  giskard: 'jailbreaks',
  'inthewild-jailbreak': 'jailbreaks',
  'llmproxy-owasp': 'llmproxy',
  'llmproxy-patterns': 'llmproxy',
}

export function familyOf(source: string): string {
  return FAMILIES[source] ?? source
}

export interface Corpora {
  readonly injection: readonly Text[]
  readonly benign: readonly Text[]
  readonly indirect: readonly Text[]
  /** What users said in harmless conversations. */
  readonly turns: readonly Text[]
}

/** Undefined where there are none. */
export function readCorpora(): Corpora | undefined {
  if (!existsSync(CORPORA)) return undefined
  return {
    injection: readTexts('injection'),
    benign: readTexts('benign'),
    indirect: readTexts('indirect'),
    turns: harmlessTurns(readConversations()),
  }
}

export interface Conversation {
  readonly id: string
  readonly source: string
  readonly category: string
  readonly isAttack: boolean
  /** What the user said, turn by turn. */
  readonly turns: readonly string[]
}

export function readConversations(): readonly Conversation[] {
  if (!existsSync(CORPORA)) return []
  return readRows('multiturn').map((row) => ({
    id: string(row['id']),
    source: string(row['source']),
    category: string(row['category']),
    isAttack: row['label'] === 1,
    turns: userTurns(row['turns']),
  }))
}

/** A turn counts less than a text: many are of one conversation. */
const TURN_WEIGHT = 0.5

/** Each different turn once; conversations put together of other texts have nothing new. */
function harmlessTurns(conversations: readonly Conversation[]): Text[] {
  const natural = conversations.filter(({ isAttack, source }) => !isAttack && !source.startsWith('synthetic'))
  const texts = natural.flatMap(({ id, source, turns }) =>
    turns.map((text, turn) => ({
      id: `${id} turn ${turn}`,
      text,
      isAttack: false,
      source: `turns of ${source}`,
      category: 'turn',
      language: 'en',
      weight: TURN_WEIGHT,
    })),
  )
  return [...new Map(texts.map((text) => [text.text, text])).values()]
}

function userTurns(turns: unknown): string[] {
  if (!Array.isArray(turns)) return []
  return turns.flatMap((turn: unknown) => (isRecord(turn) && turn['role'] === 'user' ? [string(turn['content'])] : []))
}

function readTexts(name: string): Text[] {
  return readRows(name).map((row) => ({
    id: string(row['id']),
    text: string(row['text']),
    isAttack: row['label'] === 1,
    source: string(row['source']),
    category: string(row['carrier'] ?? row['category']),
    language: string(row['lang'] ?? 'en'),
    weight: 1,
  }))
}

function readRows(name: string): Readonly<Record<string, unknown>>[] {
  const lines = readFileSync(join(CORPORA, `${name}.dev.jsonl`), 'utf8').split('\n')
  return lines.filter((line) => line !== '').flatMap((line) => [parseJson(line)].filter(isRecord))
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
