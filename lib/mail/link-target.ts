/** Links of strangers: which may be followed, and which say one thing and lead to another. */

const FOLLOWED = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/**
 * An `href` as written → the address it may lead to, or null for a dead link: `javascript:`, `data:`, `file:`,
 * `blob:` and all else that isn't the web, a mail address or a telephone; and a relative one, which would be
 * relative to us. `#…` within the mail stays as it is.
 */
export function linkTarget(href: string): string | null {
  const trimmed = href.trim()
  if (/^#[^\s]*$/.test(trimmed)) return trimmed
  const url = absoluteUrl(trimmed)
  return url && FOLLOWED.has(url.protocol) ? url.href : null
}

/** The address of a remote image, absolute and http(s); null for anything else. `//host/…` counts as https. */
export function remoteImage(address: string): string | null {
  const url = absoluteUrl(address.trim())
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
}

/**
 * The host that a link leads to, where its text shows another one ("mybank.com" → "evil.example"); else null.
 * The same host with or without `www.`, or one below the other, is honest.
 */
export function misleadingHost(href: string, text: string): string | null {
  const url = absoluteUrl(href)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  const shown = shownHost(text)
  if (shown === null) return null
  const real = plainHost(url.hostname)
  const honest = shown === real || real.endsWith(`.${shown}`) || shown.endsWith(`.${real}`)
  return honest ? null : url.hostname
}

function absoluteUrl(address: string): URL | null {
  try {
    return new URL(address.startsWith('//') ? `https:${address}` : address)
  } catch {
    return null // relative, or no address at all
  }
}

// A text that is an address as a whole: with a scheme, or a name with a dot and a top-level domain of letters.
function shownHost(text: string): string | null {
  const shown = text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').trim()
  if (/\s/.test(shown) || shown.includes('@')) return null
  const named = /^(?:https?:\/\/)?((?:[\p{L}\p{N}_-]+\.)+\p{L}{2,})(?::\d+)?(?:[/?#]|$)/iu.exec(shown)?.[1]
  if (named === undefined) return null
  const url = absoluteUrl(`https://${named}`)
  return url ? plainHost(url.hostname) : null
}

function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '')
}
