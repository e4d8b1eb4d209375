/** Slows a peer that keeps presenting wrong credentials. */
import { isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { LimitStore, Taken } from '../../stores/index.js'

const FAILURES_PER_MINUTE = 20

/** Notes a wrong credential; refused where its peer has presented too many. */
export function noteFailure(limits: LimitStore, address: string): Taken | Promise<Taken> {
  return limits.take({ counted: 'failures', subject: networkOf(address), perMinute: FAILURES_PER_MINUTE }, 1)
}

/** Whoever has one address of IPv6 commands its whole /64, so that is one peer. */
export function networkOf(address: string): string {
  return isIPv6(address) ? ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':') : address
}
