/** One's own addresses, and the ways they may be written. Pure. */
import type { Address, Message } from '#lib/api/messages.ts'
import type { Identity } from '#lib/api/settings.ts'
import { writtenAddresses } from './written-addresses.ts'

/** `mara+shop@example.org` reaches whom `mara@example.org` reaches (RFC 5233); letter case doesn't matter. */
export function bareAddress(address: string): string {
  return address.toLowerCase().replace(/^([^+]+)\+.*@/, '$1@')
}

/** Whether it is one of `own`. */
export function isOneOf(address: string, own: readonly string[]): boolean {
  return own.some((one) => bareAddress(one) === bareAddress(address))
}

/** The identity of an address: the very same one first, then one that it is a `+detail` of. */
export function identityOf(address: string, identities: readonly Identity[]): Identity | undefined {
  const same = identities.find((one) => one.address.toLowerCase() === address.toLowerCase())
  return same ?? identities.find((one) => bareAddress(one.address) === bareAddress(address))
}

// Set by those who deliver: to whom it came, where neither To nor Cc says it.
const DELIVERED = ['delivered-to', 'x-original-to', 'envelope-to']

/**
 * As whom a message is answered: as the one whom it was sent to, by the very address (`mara+shop@…`). Undefined where it
 * was sent to nobody we know: the usual identity.
 * @param username what one signs in with, an address or not
 */
export function answeringSender(
  message: Pick<Message, 'to' | 'cc' | 'from' | 'headers'>,
  identities: readonly Identity[],
  username: string,
): Address | undefined {
  const delivered = message.headers
    .filter(({ name }) => DELIVERED.includes(name.toLowerCase()))
    // Written by machines, so nothing in it is encoded.
    .flatMap(({ value }) => writtenAddresses(value))
  for (const { address } of [...message.to, ...message.cc, ...message.from, ...delivered]) {
    const identity = identityOf(address, identities)
    if (identity) return { name: identity.name, address }
    if (username.includes('@') && isOneOf(address, [username])) return { name: '', address }
  }
  return undefined
}
