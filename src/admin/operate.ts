/** Answers operators: finds the row of a request, asks whether the caller may, reads the question, and sends JSON. */
import { may } from '../canonical/index.js'
import { HeadgateError } from '../errors.js'
import { isRecord, tryParseJson } from '../lib/index.js'
import type { Operate, Received } from '../pipeline/index.js'
import { findRow } from './find-row.js'
import { ROUTES } from './routes.js'
import type { OperatorServices, Row } from './row.js'

const MAX_BODY_BYTES = 64 * 1024

/** What operators see must not stay in any cache. */
const HEADERS = ['content-type', 'application/json', 'cache-control', 'no-store']

type Members = Readonly<Record<string, string>>

/** The operator's API, for callers who have proved who they are; what it refuses it throws. */
export function createOperate(services: OperatorServices, rows: readonly Row[] = ROUTES): Operate {
  return async (received, principal) => {
    const found = findRow(rows, received)
    if (found === undefined) throw new HeadgateError({ code: 'not_found' })
    const { row, members } = found
    if (!may(principal, row.permission))
      throw new HeadgateError({ code: 'forbidden', detail: `It takes the permission ${row.permission}.` })
    const told = await row.answer(await question(received, row, members), services)
    return { kind: 'respond', response: { status: 200, headers: HEADERS, body: Buffer.from(JSON.stringify(told)) } }
  }
}

/** Everything that was asked, as one record. @throws HeadgateError */
async function question(received: Received, { method }: Row, members: Members): Promise<unknown> {
  const query = queryOf(received)
  const given = method === 'GET' || method === 'DELETE' ? query : await bodyOf(received, query)
  if (Object.keys(members).some((name) => Object.hasOwn(given, name)))
    throw invalid('What the path names may not be named again.')
  return { ...given, ...members }
}

function queryOf({ query }: Received): Readonly<Record<string, unknown>> {
  const pairs = [...new URLSearchParams(query)]
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw invalid('A part of the query stands in it twice.')
  return Object.fromEntries(pairs)
}

async function bodyOf(received: Received, query: object): Promise<Readonly<Record<string, unknown>>> {
  if (Object.keys(query).length > 0) throw invalid('It takes no query.')
  const body = await received.readBody()
  if (body.length > MAX_BODY_BYTES)
    throw new HeadgateError({ code: 'payload_too_large', detail: `At most ${MAX_BODY_BYTES} bytes are taken here.` })
  const parsed = tryParseJson(body.toString('utf8'))
  if (!parsed.ok || !isRecord(parsed.value)) throw invalid('The body must be a JSON object.')
  return parsed.value
}

function invalid(detail: string): HeadgateError {
  return new HeadgateError({ code: 'invalid_request', detail })
}
