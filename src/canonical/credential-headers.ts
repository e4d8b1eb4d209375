/** Tells a gateway credential from a caller's own provider credential, in every header that can carry one. */

/** A header value is text; a repeated header is a list. */
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Every header that vendors take a credential from, and the one of headgate's own. */
export const CREDENTIAL_HEADERS = ['authorization', 'x-api-key', 'x-headgate-key', 'api-key', 'x-goog-api-key'] as const

/** A gateway credential begins a word, wherever in the value that is: nothing that holds one passes for the caller's own. */
const GATEWAY_WORD = /(?:^|[\s,;:="'])hg_/

/** The gateway credentials that a caller presents, in any header; more than one only if they differ. */
export function gatewayCredentials(headers: Headers): readonly string[] {
  const found: string[] = []
  for (const name of CREDENTIAL_HEADERS) {
    const value = headers[name]
    if (value === undefined) continue
    for (const text of typeof value === 'string' ? [value] : value) {
      const token = withoutScheme(text)
      const isGateway = name === 'x-headgate-key' || GATEWAY_WORD.test(text)
      if (isGateway && !found.includes(token)) found.push(token)
    }
  }
  return found
}

/** The headers, names and values in turn, that carry the caller's own provider credential. Never one with a gateway credential. */
export function ownCredentialHeaders(headers: Headers): readonly string[] {
  const own: string[] = []
  for (const name of CREDENTIAL_HEADERS) {
    const value = headers[name]
    if (name === 'x-headgate-key' || typeof value !== 'string' || withoutScheme(value) === '') continue
    if (!GATEWAY_WORD.test(value)) own.push(name, value)
  }
  return own
}

function withoutScheme(value: string): string {
  return /^bearer(?!\S)/i.test(value) ? value.slice(6).trim() : value.trim()
}
