/** The `server` section: where the gateway listens, whom it believes, and how long it waits. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import type { Environment, FlagRow } from './environment.js'
import { choice, listOf, path, seconds, text, wholeNumber } from './field.js'
import { defaultStateDir } from './places.js'
import { BY_DEFAULT, type Settings } from './settings.js'

/** Labels of a host name; the last may not be a number alone, so that a mistyped address is not taken for a name. */
const HOST_NAME = /^([A-Za-z0-9_-]{1,63}\.)*(?!\d+\.?$)[A-Za-z0-9_-]{1,63}\.?$/

const tls = z.strictObject({
  cert_file: path('the path of a PEM file').describe(
    'The certificate chain in PEM; with it the gateway speaks only TLS.',
  ),
  key_file: path('the path of a PEM file').describe('The private key of the certificate, in PEM.'),
  min_version: choice(['1.2', '1.3']).default('1.2').describe('The oldest version of TLS that is spoken.'),
  client_ca_file: path('the path of a PEM file')
    .exactOptional()
    .describe('The authorities for client certificates, in PEM; with it a client must present one.'),
})

const timeouts = z.strictObject({
  head_seconds: seconds('above zero').default(10).describe('How long a request may take to send its headers.'),
  body_idle_seconds: seconds('above zero')
    .default(30)
    .describe('How long a request may pause while it sends its body.'),
  connect_seconds: seconds('above zero').default(10).describe('How long connecting to a provider may take.'),
  first_byte_seconds: seconds('above zero').default(600).describe('How long a provider may take to begin its answer.'),
  idle_seconds: seconds('above zero').default(120).describe('How long a provider may pause within its answer.'),
})

/** The schema of the section. */
export const serverSchema = z.strictObject({
  host: text('an IP address or a host name', isHost)
    .default('127.0.0.1')
    .describe('The address to listen on; one that other machines can reach needs auth.mode: keys.'),
  port: wholeNumber(0, 65_535).default(8787).describe('The port to listen on; 0 picks a free one.'),
  workers: wholeNumber(1, 1024).default(1).describe('How many processes share the port.'),
  state_dir: path('the path of a folder', "the platform's state folder").describe(
    'The folder for credentials, records and logs that the gateway keeps; created for its owner only.',
  ),
  tls: tls.exactOptional(),
  trusted_proxies: listOf('IP addresses and ranges such as 10.0.0.0/8', isAddressOrRange)
    .default([])
    .describe('The peers whose X-Forwarded-For header is believed.'),
  allowed_hosts: listOf('host names and IP addresses', isHost)
    .default([])
    .describe('Names that a request may carry in Host, beside the bound address and localhost.'),
  timeouts: timeouts.prefault({}),
  drain_seconds: seconds('zero or more')
    .default(30)
    .describe('How long open exchanges may take to finish when the gateway stops.'),
})

/** The flags of the section. */
export const SERVER_FLAGS = [
  { flag: '--host', key: 'server.host', argument: 'ADDRESS', description: 'address to listen on' },
  { flag: '--port', key: 'server.port', argument: 'PORT', description: 'port to listen on; 0 picks a free one' },
  { flag: '--workers', key: 'server.workers', argument: 'N', description: 'processes that share the port' },
  { flag: '--state-dir', key: 'server.state_dir', argument: 'DIR', description: 'folder for what the gateway keeps' },
] as const satisfies readonly FlagRow[]

/** Puts the state folder where this platform keeps such folders, unless somebody said where. */
export function completeServer(settings: Settings, env: Environment): void {
  const stateDir = ['server', 'state_dir']
  if (settings.get(stateDir) === undefined) settings.set(stateDir, defaultStateDir(env), BY_DEFAULT)
}

/** True for an address that only this machine can reach. */
export function isLoopbackHost(host: string): boolean {
  return host.toLowerCase() === 'localhost' || (isIP(host) !== 0 && ipaddr.process(host).range() === 'loopback')
}

function isHost(value: string): boolean {
  return isIP(value) !== 0 || (value.length <= 253 && HOST_NAME.test(value))
}

function isAddressOrRange(value: string): boolean {
  const address = value.split('/', 1)[0] ?? ''
  return isIP(address) !== 0 && (value === address || ipaddr.isValidCIDR(value))
}
