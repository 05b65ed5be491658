/** List-Unsubscribe (RFC 2369 §3.2) and its one-click form (RFC 8058): how a sender says one leaves. */
import type { Authentication } from '#lib/api/identity.ts'
import type { ListUnsubscribe } from '#lib/api/messages.ts'
import { decodeHeaderText } from './encoded-words.ts'
import { allFields, firstField, type HeaderField } from './header-fields.ts'
import { mailtoParts } from './unsubscribe-letter.ts'

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

/** The tags of a DKIM-Signature (RFC 6376 §3.2), white space taken out, in lower case. */
function signatureTags(signature: string): Map<string, string> {
  const tags = new Map<string, string>()
  for (const tag of signature.slice(0, 10_000).split(';')) {
    const [name = '', ...value] = tag.replaceAll(/\s/g, '').toLowerCase().split('=')
    if (!tags.has(name)) tags.set(name, value.join('='))
  }
  return tags
}

/**
 * RFC 8058 §4: both fields are covered by a DKIM signature that holds, so that nobody on the way wrote them.
 * @param signedBy the domains whose signatures a believed server found to hold, lower case
 */
function isSigned(fields: readonly HeaderField[], signedBy: readonly string[]): boolean {
  return allFields(fields, 'dkim-signature').some((signature) => {
    const tags = signatureTags(signature)
    const covered = tags.get('h')?.split(':') ?? []
    return (
      signedBy.includes(tags.get('d') ?? '') &&
      covered.includes('list-unsubscribe') &&
      covered.includes('list-unsubscribe-post')
    )
  })
}

/**
 * How a message says one leaves its list: by https before http, by mail; undefined where it doesn't, or where nothing
 * it says can be followed. `oneClick`: RFC 8058 promises that a POST to `url` does it, without another question.
 * @param authentication what the believed server found; where it found something, the fields must be signed
 */
export function listUnsubscribeOf(
  fields: readonly HeaderField[],
  authentication: Pick<Authentication, 'signedBy'> | undefined,
): ListUnsubscribe | undefined {
  const addresses = addressesIn(decodeHeaderText(firstField(fields, 'list-unsubscribe') ?? ''))
  const web = addresses.map(webAddress).filter((url) => url !== null)
  const secure = web.find(({ protocol }) => protocol === 'https:')
  const url = (secure ?? web[0])?.href
  const mailto = addresses.find((address) => mailtoParts(address) !== null)
  if (!url && !mailto) return undefined
  const post = firstField(fields, 'list-unsubscribe-post')?.trim().toLowerCase()
  return {
    oneClick:
      secure !== undefined &&
      post === ONE_CLICK.toLowerCase() &&
      (authentication === undefined || isSigned(fields, authentication.signedBy)),
    ...(url && { url }),
    ...(mailto && { mailto }),
  }
}
