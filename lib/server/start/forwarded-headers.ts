/**
 * `X-Forwarded-*` as the rest of the house may believe it. Next's routes can't see the socket and take any
 * client's header, so it is settled here, before they see the request.
 */
import type { IncomingHttpHeaders } from 'node:http'
import ipaddr from 'ipaddr.js'

const UNBELIEVED = ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-host', 'x-forwarded-server']

/** An address without IPv4-in-IPv6 wrapping and zone; null for what is no address. */
function plainAddress(text: string): string | null {
  const bare = text.trim().replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
  return ipaddr.isValid(bare) ? ipaddr.process(bare.replace(/%.*$/, '')).toString() : null
}

function isTrusted(address: string, networks: readonly string[]): boolean {
  const parsed = ipaddr.process(address)
  return networks.some((text) => {
    const network = ipaddr.parseCIDR(text)
    return network[0].kind() === parsed.kind() && parsed.match(network)
  })
}

/** The right-most address that no trusted proxy wrote about another of its kind: who really calls. */
function callerBehind(peer: string, header: string, networks: readonly string[]): string {
  const chain = [...header.split(',').map(plainAddress), peer]
  for (let at = chain.length - 1; at > 0; at--) {
    const address = chain[at] ?? null
    const before = chain[at - 1] ?? null
    // What isn't an address was made up: whoever passed it on is the last that is known.
    if (address === null) return chain[at + 1] ?? peer
    if (!isTrusted(address, networks)) return address
    if (before === null) return address
  }
  return chain[0] ?? peer
}

function lastOf(header: string | string[] | undefined): string {
  return String(header ?? '')
    .split(',')
    .at(-1)
    ?.trim() as string
}

/**
 * Rewrites the headers in place: `x-forwarded-for` becomes the caller's address alone, `x-forwarded-proto`
 * what the browser speaks. Others' words count only where the peer is in one of the `trusted` networks.
 */
export function settleForwarded(
  headers: IncomingHttpHeaders,
  peer: string | undefined,
  trusted: readonly string[],
): void {
  const address = plainAddress(peer ?? '') ?? '0.0.0.0'
  const believed = isTrusted(address, trusted)
  const said = believed ? String(headers['x-forwarded-for'] ?? '') : ''
  const https = believed && lastOf(headers['x-forwarded-proto']) === 'https'
  const host = believed ? lastOf(headers['x-forwarded-host']) : ''
  for (const name of UNBELIEVED) delete headers[name]
  headers['x-forwarded-for'] = said ? callerBehind(address, said, trusted) : address
  headers['x-forwarded-proto'] = https ? 'https' : 'http'
  if (host) headers['x-forwarded-host'] = host
}
