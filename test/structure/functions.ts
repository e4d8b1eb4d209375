/** Finds the functions of a TypeScript file by its brackets: where each begins and ends, and how many parameters it takes. */

export interface FoundFunction {
  readonly name: string
  readonly lines: number
  readonly parameters: number
}

/** The heads of named functions, methods and functions kept in a constant, up to their parameter list. */
const HEAD =
  /(?:function\s+(\w+)\s*(?:<[^>(]*>)?|(?:^|\n)\s{2}(?:private |readonly |static |async |get |set )*(\w+)\s*(?:<[^>(]*>)?|const (\w+) = (?:async )?)\(/g

export function functionsOf(_path: string, text: string): readonly FoundFunction[] {
  const code = blankLiterals(text)
  return [...code.matchAll(HEAD)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? ''
    if (/^(if|for|while|switch|return|catch|constructor|super|await|typeof)$/.test(name)) return []
    const opening = match.index + match[0].length - 1
    const closing = closingOf(code, opening)
    const body = bodyAfter(code, closing)
    if (body < 0) return []
    const lines = code.slice(match.index, closingOf(code, body)).split('\n').length
    return [{ name, lines, parameters: parametersIn(code.slice(opening + 1, closing)) }]
  })
}

/** The offset of the brace that opens the body, or -1 where what follows is no function body. */
function bodyAfter(code: string, closing: number): number {
  const match = /^\)(?:\s*:[^{=;]*?(?:\{[^{}]*\}[^{=;]*?)*)?\s*(?:=>\s*)?\{/.exec(code.slice(closing, closing + 2_000))
  return match === null ? -1 : closing + match[0].length - 1
}

function closingOf(code: string, opening: number): number {
  let depth = 0
  for (let at = opening; at < code.length; at++) {
    const character = code[at] ?? ''
    if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character) && --depth === 0) return at
  }
  return code.length
}

function parametersIn(list: string): number {
  let depth = 0
  let commas = 0
  const trimmed = list.trim().replace(/,$/, '')
  for (const character of trimmed) {
    if ('([{<'.includes(character)) depth++
    else if (')]}>'.includes(character)) depth = Math.max(0, depth - 1)
    else if (character === ',' && depth === 0) commas++
  }
  return trimmed === '' ? 0 : commas + 1
}

/** Comments, strings and arrows as blanks of the same length, so that their brackets do not count. */
function blankLiterals(text: string): string {
  const blank = (found: string) => found.replace(/[^\n]/g, ' ')
  return text
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, blank)
    .replace(/(^|\s)\/\/[^\n]*/g, blank)
    .replace(/(?<=[(,=:?&|!\s])\/(?![/*\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/g, blank)
}
