/** Describes an unexpected error for the log without its message, which may quote what a client sent. */

/** Frames of the stack that are worth a line. */
const MAX_FRAMES = 4

/** The error's class, its code, and where it was thrown. */
export function describeFault(place: string, error: unknown): string {
  if (!(error instanceof Error)) return `${place} failed: a ${typeof error} was thrown`
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${place} failed: ${error.name}${code}${framesOf(error)}`
}

/** The stack begins with the message, so only the lines that are call sites are kept. */
function framesOf(error: Error): string {
  const message = error.message
  const stack = (error.stack ?? '').replace(message, '')
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line))
  return frames.length === 0
    ? ''
    : ` ${frames
        .slice(0, MAX_FRAMES)
        .map((frame) => frame.trim())
        .join(' ')}`
}
