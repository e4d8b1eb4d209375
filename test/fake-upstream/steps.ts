/** The steps that scripts are made of, as plain data. */
import { STATUS_CODES } from 'node:http'

/** What the fake does, in order, once a request has come in whole. */
export type Script = readonly Step[]

export type Step =
  | { readonly do: 'send'; readonly bytes: Buffer }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'await'; readonly signal: Signal }
  | { readonly do: 'fire'; readonly signal: Signal }
  | { readonly do: 'repeat'; readonly bytes: Buffer; readonly everyMs: number }
  | { readonly do: 'silence' }
  | { readonly do: 'close' }
  | { readonly do: 'reset' }
  | { readonly do: 'early' }

/** Something that happens once; both the test and a script can wait for it or make it happen. */
export interface Signal {
  readonly fired: Promise<void>
  fire(): void
}

export type Headers = readonly (readonly [name: string, value: string])[]

/** A signal that has not fired. */
export function createSignal(): Signal {
  let fire = () => {}
  const fired = new Promise<void>((resolve) => {
    fire = resolve
  })
  return { fired, fire: () => fire() }
}

/** Bytes as they are, text in UTF-8. */
export function bytes(content: string | Uint8Array): Step {
  return { do: 'send', bytes: Buffer.from(content) }
}

/** A status line and headers, names as written. A status below 200 makes an interim answer, which another head must follow. */
export function head(status: number, headers: Headers = []): Step {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return bytes(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`)
}

/** One chunk of a body with `transfer-encoding: chunked`; `extension` stands behind the length. */
export function chunk(content: string | Uint8Array, extension = ''): Step {
  return bytes(chunkOf(content, extension))
}

/** The end of a chunked body, with trailers or without. */
export function lastChunk(trailers: Headers = []): Step {
  return bytes(`0\r\n${trailers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
}

/** The content one byte at a time. */
export function slowly(content: string | Uint8Array, everyMs: number): Script {
  return Array.from(Buffer.from(content)).flatMap((byte) => [bytes(Buffer.of(byte)), wait(everyMs)])
}

/** A pause. What was sent before it arrives on its own. */
export function wait(ms: number): Step {
  return { do: 'wait', ms }
}

/** Goes on when the signal has fired. */
export function until(signal: Signal): Step {
  return { do: 'await', signal }
}

/** Tells the test that the script has come this far, with everything before it handed to the system. */
export function tell(signal: Signal): Step {
  return { do: 'fire', signal }
}

/** Sends the content again and again until the peer goes away; nothing after it is ever reached. */
export function forever(content: string | Uint8Array, everyMs: number): Step {
  return { do: 'repeat', bytes: Buffer.from(content), everyMs }
}

/** Sends nothing more, and keeps the connection until the peer goes away. */
export const silence: Step = { do: 'silence' }

/** Ends the connection in good order (FIN), whatever was promised. */
export const close: Step = { do: 'close' }

/** Breaks the connection off (RST). */
export const reset: Step = { do: 'reset' }

/** As the first step: the script begins at the request's head, while its body is still coming in. */
export const early: Step = { do: 'early' }

/** The bytes of one chunk, framing included. */
export function chunkOf(content: string | Uint8Array, extension = ''): Buffer {
  const body = Buffer.from(content)
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}${extension}\r\n`), body, Buffer.from('\r\n')])
}
