/** The catalogue of published prices: the data of the package `@pydantic/genai-prices`, with a stricter way to find a model in it. */
import type { findProvider, MatchLogic, ModelInfo } from '@pydantic/genai-prices'
import type { PriceSnapshot } from '../../canonical/index.js'
import { entryPrices } from './catalogue-entry.js'
import { MAX_OUTPUT_TOKENS } from './output-limits.js'

/** Which edition of the package this is, and when it was published (registry.npmjs.org). A test compares the version with what is installed. */
export const CATALOGUE_EDITION = { version: '0.1.8', publishedAt: '2026-09-23' } as const

export interface Catalogue {
  /** The price of a model at a time, in milliseconds since 1970; undefined where the model is not known for certain. */
  find(provider: string, model: string, atMs: number): PriceSnapshot | undefined
}

/** Reads the package: some 50 ms, once for a process. */
export async function loadCatalogue(): Promise<Catalogue> {
  const catalogue = await import('@pydantic/genai-prices')
  return createCatalogue(catalogue.findProvider)
}

/** A date behind a model's name, as OpenAI, Anthropic and Vertex write it, or `-latest`. */
const VERSION = /(?:[-@]20\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])|-latest)$/

/**
 * Words in the names of models whose calls cost more than text: sound, pictures, or a search in every call. The catalogue
 * knows only a part of their prices.
 */
const MORE_THAN_TEXT = /(?:^|[-/._])(?:image|search|transcribe|tts|whisper)(?:$|[-/._])/
const SOUND = /(?:^|[-/._])(?:audio|realtime)(?:$|[-/._])/

const LONGEST_NAME = 200

function createCatalogue(findByAnyMatch: typeof findProvider): Catalogue {
  const namesByProvider = new Map<string, ReadonlyMap<string, ModelInfo>>()
  const namesOf = (provider: string) => {
    const known = namesByProvider.get(provider)
    if (known !== undefined) return known
    const found = findByAnyMatch({ providerId: provider })
    // The package takes anything that contains a vendor's name for that vendor.
    if (found === undefined || found.id !== provider) return undefined
    const names = exactNames(found.models)
    namesByProvider.set(provider, names)
    return names
  }
  return {
    find(provider, model, atMs) {
      if (model.length > LONGEST_NAME) return undefined
      const name = model.toLowerCase()
      const names = namesOf(provider)
      const entry = names?.get(name) ?? names?.get(name.replace(VERSION, ''))
      return entry === undefined ? undefined : snapshotOf(entry, name, atMs)
    },
  }
}

function snapshotOf(entry: ModelInfo, name: string, atMs: number): PriceSnapshot | undefined {
  const found = entryPrices(entry, atMs)
  if (found === undefined || MORE_THAN_TEXT.test(name)) return undefined
  const { audioInput, audioOutput } = found.prices
  if (SOUND.test(name) && (audioInput === undefined || audioOutput === undefined)) return undefined
  const maxOutputTokens = MAX_OUTPUT_TOKENS.get(entry.id)
  return {
    source: 'catalogue',
    entry: entry.id,
    version: CATALOGUE_EDITION.version,
    ...found,
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(entry.context_window === undefined ? {} : { contextTokens: entry.context_window }),
  }
}

/** Every name that the data gives a model word for word: its id, that without `-latest`, and what it must equal. The first to claim one has it. */
function exactNames(models: readonly ModelInfo[]): ReadonlyMap<string, ModelInfo> {
  const names = new Map<string, ModelInfo>()
  for (const pass of [equalNames, latestName]) {
    for (const model of models) {
      for (const name of pass(model)) if (!names.has(name)) names.set(name, model)
    }
  }
  return names
}

function equalNames(model: ModelInfo): readonly string[] {
  return [model.id, ...equalsIn(model.match)].map((name) => name.toLowerCase())
}

function latestName({ id }: ModelInfo): readonly string[] {
  return id.endsWith('-latest') ? [id.toLowerCase().slice(0, -'-latest'.length)] : []
}

function equalsIn(match: MatchLogic): readonly string[] {
  if ('equals' in match) return [match.equals]
  return 'or' in match ? match.or.flatMap(equalsIn) : []
}
