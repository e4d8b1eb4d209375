/** The few forms of Markdown that the reference pages are made of. */

/** What every generated page says first. */
export const GENERATED = 'Generated from the code by `npm run generate`; a test fails when it is stale. Do not edit.'

/** A page: its title, the note that it is generated, and its parts with an empty line between them. */
export function page(title: string, parts: readonly string[]): string {
  return `${[`# ${title}`, GENERATED, ...parts].join('\n\n')}\n`
}

/** A table; what could be taken for its rules is escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n')
}

/** Code within a line. */
export function code(text: string): string {
  return `\`${text}\``
}

/** Several pieces of code within a line, or a dash for none. */
export function codes(texts: readonly string[]): string {
  return texts.length === 0 ? '–' : texts.map(code).join(', ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
