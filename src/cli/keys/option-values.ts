/** Reads the values of the options of `headgate keys`; what does not fit is said in terms of what would. */
import { InvalidArgumentError } from 'commander'

const NAME = /^[A-Za-z0-9._-]{1,64}$/
const MODEL_PATTERN = /^[\x21-\x7e]{1,128}$/
const DURATION = /^([1-9]\d{0,5})([smhdw])$/
const MS_BY_UNIT: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}
const MAX_DURATION_MS = 36_500 * 86_400_000

/** The name of a credential or of a team. */
export function readName(text: string): string {
  if (NAME.test(text)) return text
  throw new InvalidArgumentError('Use 1 to 64 letters, digits, dots, underscores and hyphens.')
}

/** Model patterns between commas. */
export function readModels(text: string): readonly string[] {
  const models = text.split(',').map((pattern) => pattern.trim())
  if (models.every((pattern) => MODEL_PATTERN.test(pattern))) return models
  throw new InvalidArgumentError('Write model names between commas; * stands for any run of characters.')
}

/** A span of time in milliseconds. */
export function readDurationMs(text: string): number {
  const [, count = '', unit = ''] = DURATION.exec(text) ?? []
  const durationMs = Number(count) * (MS_BY_UNIT[unit] ?? 0)
  if (durationMs > 0 && durationMs <= MAX_DURATION_MS) return durationMs
  throw new InvalidArgumentError('Write a whole number and a unit, such as 12h, 30d or 4w (s, m, h, d or w).')
}
