/** Links of strangers: which may be followed, and which say one thing and lead to another. */
import { lookalikeDomain } from './lookalike-domain.ts'

// UAX 9 §2.2: "moc.knab" reads as "bank.com".
const OVERRIDE = /[\u202d\u202e]/
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
 * Where a link really leads, if its text shows something else; null for an honest one.
 * - a host, where the text shows another one ("mybank.com" → "evil.example"; "https://mybank.com@evil.example"), or is
 *   turned round by hidden characters, or where the host itself is written in letters that pass for others;
 * - an address, where the text shows another one.
 * The same host with or without `www.`, or one below the other, is honest.
 */
export function misleadingTarget(href: string, text: string): string | null {
  const url = absoluteUrl(href)
  if (url?.protocol === 'mailto:') return misleadingAddress(url, text)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  if (OVERRIDE.test(text) || lookalikeDomain(url.hostname)) return url.hostname
  const shown = shownHost(text)
  if (shown === null) return null
  const real = plainHost(url.hostname)
  const honest = shown === real || real.endsWith(`.${shown}`) || shown.endsWith(`.${real}`)
  return honest ? null : url.hostname
}

function misleadingAddress({ pathname }: URL, text: string): string | null {
  const [shown] = /^[^\s@<>]{1,64}@[\p{L}\p{N}.-]{1,255}$/u.exec(withoutShape(text)) ?? []
  const real = decoded(pathname)
  return shown && shown.toLowerCase() !== real.toLowerCase() ? real : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a lone % is meant literally
  }
}

function absoluteUrl(address: string): URL | null {
  try {
    return new URL(address.startsWith('//') ? `https:${address}` : address)
  } catch {
    return null // relative, or no address at all
  }
}

// Marks that have no shape of their own.
function withoutShape(text: string): string {
  return text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').trim()
}

// A text that is an address as a whole, a name with a dot and a top-level domain of letters; or one with its scheme,
// wherever it stands. In front of an `@` it is the bait.
function shownHost(text: string): string | null {
  const shown = withoutShape(text.slice(0, 4000))
  const named =
    /(?:^|[^\p{L}\p{N}])https?:\/\/((?:[\p{L}\p{N}_-]{1,63}\.){1,9}\p{L}{2,63})(?![\p{L}\p{N}_.-]*\p{L})/iu.exec(
      shown,
    )?.[1] ?? /^((?:[\p{L}\p{N}_-]+\.)+\p{L}{2,})(?::\d+)?(?:[/?#]\S*)?$/iu.exec(shown)?.[1]
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
