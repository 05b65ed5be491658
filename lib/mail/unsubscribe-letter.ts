/** The letter by which one leaves a list (RFC 2369 §3.2). Pure. */

/** The address and subject of a `mailto:` (RFC 6068), decoded; null for one that no letter should be sent to. */
export function mailtoParts(address: string): { to: string; subject: string } | null {
  const url = URL.parse(address)
  if (url?.protocol !== 'mailto:') return null
  try {
    const to = decodeURIComponent(url.pathname)
    const subject = new URLSearchParams(url.search.replaceAll('+', '%2B')).get('subject') ?? ''
    // Controls would break out of a header; a second address is another letter.
    const isClean = /^[^\s@,;<>"\p{Cc}]+@[^\s@,;<>"\p{Cc}]+$/u.test(to) && !/\p{Cc}/u.test(subject)
    return isClean ? { to, subject } : null
  } catch {
    return null // percent-encoding that is none
  }
}
