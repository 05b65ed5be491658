/** Addresses that mail is sent to: what goes on the wire is what was shown, or it goes nowhere. */
import { asciiDomain } from './domain.ts'

// RFC 5322 §3.2.3 dot-atom, with what RFC 6531 §3.3 adds.
const DOT_ATOM =
  /^[\w!#$%&'*+\-/=?^`{|}~\u00a1-\u{10ffff}]+(?:\.[\w!#$%&'*+\-/=?^`{|}~\u00a1-\u{10ffff}]+)*$/u
// A quoted local part (RFC 5321 §4.1.2) is rare and mostly a trick (`"a@evil x"@good`). This much of it is real:
// addresses of some phone companies that begin or end with a dot or have two in a row.
const QUOTED_DOTS = /^"[\w!#$%&'*+\-/=?^`{|}~.]+"$/
const IP_LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]+)\]$/i
// Nothing invisible, no turn of the writing direction, no space of any kind.
const UNSEEN = /[\p{C}\p{Z}]/u

/**
 * An address as a server is told of it: the domain in ASCII, the local part as it was written. Null for what is none, or
 * could be read as another one.
 */
export function sendableAddress(address: string): string | null {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(0, at))
  const domain = address.slice(at + 1)
  // RFC 5321 §4.5.3.1: 64 octets and 255.
  if (at < 1 || new TextEncoder().encode(local).length > 64 || UNSEEN.test(address)) return null
  if (!DOT_ATOM.test(local) && !QUOTED_DOTS.test(local)) return null
  if (IP_LITERAL.test(domain)) return `${local}@${domain}`
  const ascii = asciiDomain(domain)
  return ascii === null ? null : `${local}@${ascii}`
}

/** Whether a server must understand SMTPUTF8 (RFC 6531) to be told of it: the domain has an ASCII form, the local part none. */
export function needsSmtpUtf8(address: string): boolean {
  return /[^\p{ASCII}]/u.test(address.slice(0, address.lastIndexOf('@')))
}
