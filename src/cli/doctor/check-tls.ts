/** Do the TLS files belong together, and for how long? */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { isLoopbackHost } from '../../config/index.js'
import type { Config } from '../../schema.js'
import { type Finding, fail, ok, warn } from './finding.js'

const DAY_MS = 86_400_000
const SOON_DAYS = 21

type Tls = NonNullable<Config['server']['tls']>

/** What there is to say about transport security; `nowMs` is milliseconds since the Unix epoch. */
export function checkTls({ server }: Config, nowMs: number): readonly Finding[] {
  const { tls, host } = server
  if (tls !== undefined) return [...certificateFindings(tls, nowMs), ...keyModeFindings(tls), ...clientFindings(tls)]
  if (isLoopbackHost(host)) return [ok('server.tls: is off; only this machine can reach the gateway')]
  const fix = 'Set server.tls, or put a proxy before the gateway that speaks TLS.'
  return [warn(`server.tls: is off, and credentials cross the network to ${host} in clear`, fix)]
}

function certificateFindings(tls: Tls, nowMs: number): readonly Finding[] {
  const certificate = readCertificate(tls.cert_file)
  const key = readKey(tls.key_file)
  return [
    ...(certificate === undefined ? [unreadable('server.tls.cert_file', tls.cert_file)] : []),
    ...(key === undefined ? [unreadable('server.tls.key_file', tls.key_file)] : []),
    ...(certificate !== undefined && key !== undefined ? [pairFinding(certificate, key)] : []),
    ...(certificate === undefined ? [] : [lifeFinding(certificate, nowMs)]),
  ]
}

function pairFinding(certificate: X509Certificate, key: KeyObject): Finding {
  if (certificate.checkPrivateKey(key)) return ok('server.tls: certificate and key belong together')
  return fail('server.tls: the key is not that of the certificate', 'Give cert_file and key_file of one pair.')
}

function lifeFinding({ validFrom, validTo }: X509Certificate, nowMs: number): Finding {
  const place = 'server.tls.cert_file: the certificate'
  if (Date.parse(validFrom) > nowMs)
    return fail(`${place} is not valid before ${validFrom}`, 'Check the clock, or wait.')
  const days = Math.floor((Date.parse(validTo) - nowMs) / DAY_MS)
  if (days < 0) return fail(`${place} has expired (${validTo})`, 'Renew it.')
  return days < SOON_DAYS
    ? warn(`${place} expires in ${days} days`, 'Renew it.')
    : ok(`${place} is valid for ${days} days`)
}

function keyModeFindings({ key_file }: Tls): readonly Finding[] {
  const mode = statSync(key_file, { throwIfNoEntry: false })?.mode ?? 0
  if (process.platform === 'win32' || (mode & 0o077) === 0) return []
  return [warn('server.tls.key_file: other users may read the private key', `chmod 600 '${key_file}'`)]
}

function clientFindings({ client_ca_file }: Tls): readonly Finding[] {
  if (client_ca_file === undefined) return []
  if (readCertificate(client_ca_file) === undefined) return [unreadable('server.tls.client_ca_file', client_ca_file)]
  return [ok('server.tls.client_ca_file: is readable; clients must present a certificate')]
}

function unreadable(key: string, file: string): Finding {
  return fail(`${key}: ${file} cannot be read as PEM`, 'Check the path, its permissions and its content.')
}

/** The first certificate of a chain is the gateway's own. */
function readCertificate(file: string): X509Certificate | undefined {
  return attempted(() => new X509Certificate(readFileSync(file)))
}

function readKey(file: string): KeyObject | undefined {
  return attempted(() => createPrivateKey(readFileSync(file)))
}

function attempted<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    // What the library says may quote the file.
    return undefined
  }
}
