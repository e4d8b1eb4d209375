/** Who the client is: the socket's address, or what a trusted proxy says it is. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Peer } from '../pipeline/index.js'

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Reads the peer of a request; `forwardedFor` is its X-Forwarded-For header, believed from trusted proxies only. */
export type PeerReader = (socketAddress: string | undefined, forwardedFor: string | undefined) => Peer

export function createPeerReader(trustedProxies: readonly string[]): PeerReader {
  const trusted = trustedProxies.map(rangeOf)
  const known = new Map<string, Peer>()
  return (socketAddress, forwardedFor) => {
    const address = socketAddress ?? ''
    if (trusted.length > 0 && forwardedFor !== undefined) return peerOf(clientOf(address, forwardedFor, trusted))
    return known.get(address) ?? remember(known, address)
  }
}

/**
 * The last address, from the right, that is not one of our own proxies: what stands further left, anybody could have
 * written. Something there that is no address stays what it is: a client that nobody knows, and never our own proxy.
 */
function clientOf(socketAddress: string, forwardedFor: string, trusted: readonly Range[]): string {
  const hops = [...forwardedFor.split(',').map((hop) => hop.trim()), socketAddress]
  for (let at = hops.length - 1; at > 0; at--) {
    const hop = hops[at] ?? ''
    if (!isTrusted(hop, trusted)) return hop
  }
  return hops[0] ?? socketAddress
}

function isTrusted(address: string, trusted: readonly Range[]): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.process(address)
  return trusted.some(([range, bits]) => parsed.kind() === range.kind() && parsed.match(range, bits))
}

function rangeOf(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function peerOf(address: string): Peer {
  if (isIP(address) === 0) return { address: 'unknown', isLoopback: false }
  const parsed = ipaddr.process(address)
  return { address: parsed.toString(), isLoopback: parsed.range() === 'loopback' }
}

const MAX_KNOWN = 1_000

/** Parsing an address costs more than the rest of a request's head, and peers come back. */
function remember(known: Map<string, Peer>, address: string): Peer {
  if (known.size >= MAX_KNOWN) known.clear()
  const peer = peerOf(address)
  known.set(address, peer)
  return peer
}
