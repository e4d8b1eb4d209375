/** The page of errors, from the table that every refusal comes from and the dialects that put it into words. */
import type { Dialect } from '../../src/canonical/index.js'
import { DIALECTS } from '../../src/dialects/index.js'
import { ERRORS, type ErrorCode } from '../../src/errors.js'
import { isRecord, parseJson } from '../../src/lib/index.js'
import { code, page, table } from './markdown.js'

const FORM = `A refusal comes in the form that the called API uses for its own errors, so that its official SDKs raise their own typed errors:

- OpenAI routes: \`{"error":{"message","type","param","code"}}\`, where \`code\` is the code below.
- Anthropic routes: \`{"type":"error","error":{"type","message"},"request_id"}\`, where the message begins with the code in brackets.
- In a stream that has begun, the same as that API's error event, and then the end.

Every answer carries \`x-headgate-request-id\`, which the log and \`headgate explain\` know it by. An error that a provider itself answers with keeps
its status and its body. What to do about each code is told in [troubleshooting](../guides/troubleshooting.md).`

const COLUMNS = `*Source* says whose fault it is. *Again* says whether to try again: \`no\`, the same request will fail again; \`later\`, after a while;
\`elsewhere\`, another provider may answer.`

/** The page. */
export function errorsPage(): string {
  const families = [...new Map(DIALECTS.map((dialect) => [dialect.family, dialect] as const).reverse())].reverse()
  const header = ['status', 'code', 'source', 'again', 'message', 'remedy', ...families.map(([name]) => `${name} type`)]
  const rows = errorCodes().map((name) => {
    const { status, source, retry, message, remedy } = ERRORS[name]
    const types = families.map(([, dialect]) => code(typeIn(dialect, name)))
    return [String(status), code(name), source, retry, message, remedy, ...types]
  })
  return page('Errors', [FORM, COLUMNS, table(header, rows)])
}

function errorCodes(): readonly ErrorCode[] {
  const isCode = (name: string): name is ErrorCode => Object.hasOwn(ERRORS, name)
  return Object.keys(ERRORS).filter(isCode)
}

function typeIn(dialect: Dialect, name: ErrorCode): string {
  const body = parseJson(dialect.encodeError({ code: name }, 'id').body.toString())
  const error = isRecord(body) ? body['error'] : undefined
  return isRecord(error) ? String(error['type']) : ''
}
