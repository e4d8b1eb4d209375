/** Asks one HTTP question as a client would, and collects the whole answer. */
import type { Transport } from '../upstream/index.js'

type Origin = ReturnType<Transport['origin']>
type Question = Parameters<Origin['send']>[0]

/** A complete answer. */
export interface Answer {
  readonly status: number
  /** By name in lower case; the last of a repeated header. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

/** @throws HeadgateError whose detail says, without a name or an address, why there is no answer. */
export function ask(origin: Origin, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let head: Pick<Answer, 'status' | 'headers'> = { status: 0, headers: new Map() }
    origin.send(question, {
      head: (status, headers) => {
        head = { status, headers: headerMap(headers) }
      },
      data: (chunk) => void chunks.push(chunk),
      end: () => resolve({ ...head, body: Buffer.concat(chunks) }),
      fail: (refusal) => reject(refusal),
    })
  })
}

function headerMap(headers: readonly string[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  for (let at = 0; at + 1 < headers.length; at += 2) map.set(headers[at] ?? '', headers[at + 1] ?? '')
  return map
}
