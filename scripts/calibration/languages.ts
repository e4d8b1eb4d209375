/** Words of many languages, from the locale data that comes with Node: names of countries, languages and currencies, dates, units. */

export interface Language {
  readonly name: string
  readonly locales: readonly string[]
  /** Where tokenizers differ so much that the bound is only to hold, not to be tight. */
  readonly isRare?: true
  /** What stands between phrases, where that is neither blank nor comma. */
  readonly separators?: readonly string[]
}

export const LANGUAGES: readonly Language[] = [
  {
    name: 'European languages',
    locales: ['de', 'fr', 'pl', 'tr', 'cs', 'fi', 'hu', 'es', 'pt', 'it', 'ro', 'sv', 'nl'],
  },
  { name: 'Indonesian, Filipino, Swahili', locales: ['id', 'fil', 'sw'] },
  { name: 'Vietnamese', locales: ['vi'] },
  { name: 'Cyrillic', locales: ['ru', 'uk', 'bg'] },
  { name: 'Greek', locales: ['el'] },
  { name: 'Arabic script', locales: ['ar', 'fa', 'ur'] },
  { name: 'Hebrew', locales: ['he'] },
  { name: 'Hindi', locales: ['hi'] },
  { name: 'Bengali, Tamil, Telugu', locales: ['bn', 'ta', 'te'] },
  { name: 'Thai', locales: ['th'] },
  { name: 'Georgian', locales: ['ka'] },
  { name: 'Burmese, Khmer', locales: ['my', 'km'], isRare: true },
  { name: 'Amharic', locales: ['am'], isRare: true },
  { name: 'Chinese, Japanese', locales: ['zh', 'zh-Hant', 'ja'], separators: ['，', '。', '、', ''] },
  { name: 'Korean', locales: ['ko'] },
]

const REGIONS =
  'AD AE AF AL AM AO AR AT AU AZ BA BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ'
const TONGUES =
  'ab af am ar az be bg bn bo bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky la lo lt lv mk ml mn mr ms my nb ne nl pa pl ps pt ro ru sa sd si sk sl so sq sr sv sw ta te tg th tk tr tt ug uk ur uz vi yi zh zu'
const UNITS = [
  'year',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'kilometer',
  'liter',
  'celsius',
  'percent',
  'megabyte',
]
const TIMES = ['year', 'month', 'week', 'day', 'hour', 'minute'] as const

/** Some hundreds of phrases in a language. */
export function phrasesIn(locale: string): string[] {
  return [...namesIn(locale), ...unitsIn(locale), ...timesIn(locale)]
}

function namesIn(locale: string): string[] {
  const codes = {
    region: REGIONS.split(' '),
    language: TONGUES.split(' '),
    currency: Intl.supportedValuesOf('currency').slice(0, 150),
  }
  const types = ['region', 'language', 'currency'] as const
  return types.flatMap((type) => {
    const names = new Intl.DisplayNames([locale], { type })
    return codes[type].map((code) => names.of(code) ?? '')
  })
}

function unitsIn(locale: string): string[] {
  return UNITS.flatMap((unit) => {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
    return [1, 2, 5, 21].map((count) => format.format(count))
  })
}

function timesIn(locale: string): string[] {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'full', timeZone: 'UTC' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const days = Array.from({ length: 12 }, (_, month) => dates.format(Date.UTC(2026, month, 3 + 2 * month, month)))
  return [...days, ...TIMES.flatMap((unit) => [-5, -2, -1, 0, 1, 2, 5].map((count) => relative.format(count, unit)))]
}
