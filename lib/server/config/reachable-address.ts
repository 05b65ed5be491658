/** Which addresses a stranger's word may make this server reach: public ones, and what the operator named. */
import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { config } from './config.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6

const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
const SIX_TO_FOUR = ipaddr.IPv6.parseCIDR('2002::/16')

/** The IPv4 address that an IPv6 one only wraps (mapped, NAT64, 6to4), else itself. */
function unwrapped(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address
  if (address.isIPv4MappedAddress()) return address.toIPv4Address()
  const bytes = address.toByteArray()
  if (address.match(NAT64)) return new ipaddr.IPv4(bytes.slice(12, 16))
  if (address.match(SIX_TO_FOUR)) return new ipaddr.IPv4(bytes.slice(2, 6))
  return address
}

// IPv6 is public in 2000::/3 alone (RFC 4291 §2.4): no site-local, no IPv4-compatible, no local NAT64.
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST)
}

function isNamed(host: string, address: Address): boolean {
  return config().privateHosts.some((named) => {
    if (!ipaddr.isValidCIDR(named)) return named === host.toLowerCase()
    const network = ipaddr.parseCIDR(named)
    return network[0].kind() === address.kind() && address.match(network)
  })
}

/**
 * May `host`, which resolved to `address`, be reached? Only plain unicast addresses of the public internet:
 * not private, loopback, link-local, CGNAT, multicast, reserved or documentation ones, in whatever
 * wrapping; or what `PRIVATE_HOSTS` names.
 */
export function isReachable(host: string, address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const real = unwrapped(ipaddr.parse(address))
  return isPublic(real) || isNamed(host, real)
}

/**
 * Resolves `host` and gives the address to dial: the one that was checked is the one that is used, so that
 * a name can't turn inward between the two. Null where there is none, or any of its addresses is private.
 */
export async function reachableAddressOf(host: string): Promise<string | null> {
  const found = await lookup(host, { all: true }).catch(() => [])
  // One private address among public ones is a trap: none of them is used.
  if (!found.every(({ address }) => isReachable(host, address))) return null
  return found[0]?.address ?? null
}
