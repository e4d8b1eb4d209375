/** Describes an unexpected error for the log without its message, which may quote what a client sent. */

/** Frames of the stack that are worth a line. */
const MAX_FRAMES = 4

/** What names of errors and codes look like; anything else could be somebody's text. */
const PLAIN_NAME = /^[A-Za-z0-9_]{1,60}$/

/** The error's class, its code, and where it was thrown. */
export function describeFault(place: string, error: unknown): string {
  if (!(error instanceof Error)) return `${place} failed: a ${typeof error} was thrown`
  const code = 'code' in error ? plain(error.code) : undefined
  return [`${place} failed: ${plain(error.name) ?? 'Error'}`, code ?? [], framesOf(error)].flat().join(' ')
}

function plain(name: unknown): string | undefined {
  return typeof name === 'string' && PLAIN_NAME.test(name) ? name : undefined
}

/** The stack begins with the message, whose lines may look like call sites; where it cannot be told where it ends, there is no stack. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const start = stack.indexOf(message)
  if (start < 0) return []
  const lines = stack.slice(start + message.length).split('\n')
  return lines
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((frame) => frame.trim())
}
