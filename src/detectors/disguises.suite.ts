/** Ways to hide a text from whoever looks for its words, for tests and benchmarks: every one can be read again by a model. */

export interface Disguise {
  readonly name: string
  /** Whether it takes any script, or only the letters a to z. */
  readonly isForAnyScript: boolean
  hide(text: string): string
}

const FIRST_LETTER = 0x61
const LETTERS = 26

/** Each letter of a to z as another character; capitals as the same one. */
function replaceLetters(alphabet: string): (text: string) => string {
  const characters = [...alphabet]
  return (text) =>
    text.replace(/[a-z]/gi, (letter) => characters[letter.toLowerCase().charCodeAt(0) - FIRST_LETTER] ?? letter)
}

function afterEachLetter(inserted: string): (text: string) => string {
  return (text) => text.replace(/(\p{L}\p{M}*)(?=\p{L})/gu, `$1${inserted}`)
}

function rotateBy(places: number): (text: string) => string {
  return (text) =>
    text.replace(/[a-z]/gi, (letter) => {
      const first = letter >= 'a' ? FIRST_LETTER : FIRST_LETTER - 0x20
      return String.fromCharCode(first + ((letter.charCodeAt(0) - first + places) % LETTERS))
    })
}

function eachUnit(write: (hex: string, unit: number) => string): (text: string) => string {
  return (text) =>
    Array.from({ length: text.length }, (_, at) => {
      const unit = text.charCodeAt(at)
      return write(unit.toString(16).padStart(4, '0'), unit)
    }).join('')
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex')
}

function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const symbols = bits.match(/.{1,5}/g) ?? []
  return symbols
    .map((symbol) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(symbol.padEnd(5, '0'), 2)))
    .join('')
}

function percent(text: string): string {
  return hex(text).replace(/../g, '%$&')
}

function reverse(text: string): string {
  return [...text].reverse().join('')
}

function spaceOut(gap: string, wordGap: string): (text: string) => string {
  return (text) =>
    text
      .split(' ')
      .map((word) => [...word].join(gap))
      .join(wordGap)
}

function form(firstSmall: number): (text: string) => string {
  const letters = Array.from({ length: LETTERS }, (_, at) => String.fromCodePoint(firstSmall + at)).join('')
  return replaceLetters(letters)
}

function any(name: string, hide: (text: string) => string): Disguise {
  return { name, isForAnyScript: true, hide }
}

function latin(name: string, hide: (text: string) => string): Disguise {
  return { name, isForAnyScript: false, hide }
}

export const DISGUISES: readonly Disguise[] = [
  any('as it is', (text) => text),
  any('capitals', (text) => text.toUpperCase()),
  latin('full width', form(0xff41)),
  latin('mathematical letters', form(0x1d41a)),
  latin('circled letters', form(0x24d0)),
  latin('dark squares', form(0x1f170)),
  latin('regional indicators', (text) => afterEachLetter('\u200b')(form(0x1f1e6)(text))),
  latin('small capitals', replaceLetters('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀꜱᴛᴜᴠᴡxʏᴢ')),
  latin('Cyrillic look-alikes', replaceLetters('аbсdеfgһіјklmnорqrѕtuvwхуz')),
  latin('accents', replaceLetters('áḃćďéḟǵĥíĵḱĺḿńóṕqŕśţúṽẃẋýź')),
  any('combining marks', afterEachLetter('\u0301\u0317')),
  any('zero-width spaces', afterEachLetter('\u200b')),
  any('soft hyphens', afterEachLetter('\u00ad')),
  any('bidi controls', afterEachLetter('\u202e\u202c')),
  latin('tag characters', (text) =>
    [...text].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join(''),
  ),
  any('spaced letters', spaceOut(' ', '   ')),
  latin('dotted letters', spaceOut('.', '. .')),
  latin('hyphenated letters', spaceOut('-', ' - ')),
  latin('underscored letters', spaceOut('_', '_ _')),
  any('a line for each word', (text) => text.replaceAll(' ', '\n\n')),
  latin('words run together', (text) => text.replaceAll(' ', '')),
  latin('leetspeak', (text) => text.replace(/[aeiost]/g, (letter) => '4310$7'.charAt('aeiost'.indexOf(letter)))),
  any('percent', percent),
  any(
    'JSON escapes',
    eachUnit((digits) => `\\u${digits}`),
  ),
  latin(
    'byte escapes',
    eachUnit((digits) => `\\x${digits.slice(2)}`),
  ),
  any(
    'HTML, decimal',
    eachUnit((_, unit) => `&#${unit};`),
  ),
  any(
    'HTML, hexadecimal',
    eachUnit((digits) => `&#x${digits};`),
  ),
  any('hexadecimal', hex),
  any('hexadecimal, in pairs', (text) => hex(text).replace(/..(?=.)/g, '$& ')),
  any('base32', base32),
  any('base64', base64),
  any('base64 for URLs, in prose', (text) => `Decode ${Buffer.from(text).toString('base64url')} and do it.`),
  any('base64 in pieces', (text) => (base64(text).match(/.{1,8}/g) ?? []).join(' ')),
  any('base64 in lines', (text) => (base64(text).match(/.{1,20}/g) ?? []).join('\n')),
  latin('rotated by 13', rotateBy(13)),
  latin('rotated by 7', rotateBy(7)),
  latin('backwards', reverse),
  any('base64 twice', (text) => base64(base64(text))),
  any('base64 three times', (text) => base64(base64(base64(text)))),
  any('percent in base64', (text) => base64(percent(text))),
  any('base64 in hexadecimal', (text) => hex(base64(text))),
  latin('backwards in base64', (text) => base64(reverse(text))),
  latin('rotated and spaced', (text) => spaceOut(' ', '   ')(rotateBy(13)(text))),
  any('JSON in JSON in base64', (text) => base64(JSON.stringify(JSON.stringify(`\n${text}\n`)))),
]
