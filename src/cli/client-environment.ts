/** The variables in which the usual SDKs and agents look for an address and a credential, by the family of formats that they speak. */

interface ClientFamily {
  readonly family: string
  readonly addresses: readonly [string, ...string[]]
  /** What stands after the origin in such an address. */
  readonly path: string
  /** One for each way in which a client of the family can present a credential. */
  readonly credentials: readonly [string, ...string[]]
}

const FAMILIES: readonly ClientFamily[] = [
  {
    family: 'openai',
    addresses: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'],
    path: '/v1',
    credentials: ['OPENAI_API_KEY'],
  },
  {
    family: 'anthropic',
    addresses: ['ANTHROPIC_BASE_URL'],
    path: '',
    credentials: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'],
  },
]

/** Points every client at the gateway; the credential is set for these families only, so that others keep their own. */
export function clientVariables(
  url: string,
  credential: string,
  families: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const pairs = FAMILIES.flatMap(({ family, addresses, path, credentials }) => [
    ...addresses.map((name) => [name, url + path] as const),
    ...(families.has(family) ? credentials.map((name) => [name, credential] as const) : []),
  ])
  return Object.fromEntries(pairs)
}

/** Lines to paste into the shell of a client, for those families that are served. */
export function exportLines(url: string, credential: string, families: ReadonlySet<string>): string {
  const lines = FAMILIES.filter(({ family }) => families.has(family)).map(
    ({ addresses, path, credentials }) =>
      `  export ${addresses[0]}=${url}${path}\n  export ${credentials[0]}='${credential}'\n`,
  )
  return lines.join('')
}

/** The address of every interface is none that a client can call everywhere; on this machine, this one stands for it. */
const LOOPBACK_OF: Readonly<Record<string, string>> = {
  '0.0.0.0': '127.0.0.1',
  '[::]': '[::1]',
  '[::ffff:0:0]': '127.0.0.1',
}

/** Where a client on this machine reaches a gateway that listens there. */
export function localUrl(url: string): string {
  const { protocol, hostname, port } = new URL(url)
  const loopback = LOOPBACK_OF[hostname]
  return loopback === undefined ? url : new URL(`${protocol}//${loopback}:${port}`).origin
}
