/** Where a path of the API lies at a provider. */

/** The path to ask a provider for; its base URL is the same place with and without a trailing `/v1`. */
export function upstreamPath(baseUrl: string | URL, path: string): string {
  const { pathname } = typeof baseUrl === 'string' ? new URL(baseUrl) : baseUrl
  return pathname.replace(/\/$/, '').replace(/\/v1$/, '') + path
}
