/** List-Unsubscribe (RFC 2369 §3.2) and its one-click form (RFC 8058): how a sender says one leaves. */
import type { ListUnsubscribe } from '#lib/api/messages.ts'
import { decodeHeaderText } from './encoded-words.ts'
import { firstField, type HeaderField } from './header-fields.ts'

const LONGEST = 4096

/** The one body that RFC 8058 §3.1 lets be sent, and the one value of List-Unsubscribe-Post. */
export const ONE_CLICK = 'List-Unsubscribe=One-Click'

/** The addresses of the field in their order. White space inside the brackets is to be ignored (RFC 2369 §2). */
function addressesIn(value: string): string[] {
  const bracketed = [...value.matchAll(/<([^<>]{1,8192})>/g)].map((match) => match[1] ?? '')
  // Some write the address alone.
  const found = bracketed.length > 0 ? bracketed : [value]
  return found.map((address) => address.replaceAll(/\s/g, '')).filter(({ length }) => length <= LONGEST)
}

function webAddress(address: string): URL | null {
  const url = URL.parse(address)
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : null
}

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

/**
 * How a message says one leaves its list: by https before http, by mail; undefined where it doesn't, or where nothing
 * it says can be followed. `oneClick`: RFC 8058 promises that a POST to `url` does it, without another question.
 */
export function listUnsubscribeOf(fields: readonly HeaderField[]): ListUnsubscribe | undefined {
  const addresses = addressesIn(decodeHeaderText(firstField(fields, 'list-unsubscribe') ?? ''))
  const web = addresses.map(webAddress).filter((url) => url !== null)
  const secure = web.find(({ protocol }) => protocol === 'https:')
  const url = (secure ?? web[0])?.href
  const mailto = addresses.find((address) => mailtoParts(address) !== null)
  if (!url && !mailto) return undefined
  const post = firstField(fields, 'list-unsubscribe-post')?.trim().toLowerCase()
  return {
    oneClick: secure !== undefined && post === ONE_CLICK.toLowerCase(),
    ...(url && { url }),
    ...(mailto && { mailto }),
  }
}
