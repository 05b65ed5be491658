/** Where a link leads that a person wrote or pasted. Pure. */
import { sendableAddress } from './sendable-address.ts'

const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const ALLOWED = /^(?:https?|mailto|tel):/i
const HOST = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#]|$)/u

/** A link as it may stand in a message, or null: it leads nowhere. */
export function safeLink(href: string): string | null {
  // Browsers drop these from addresses before they read them (URL §4.4).
  const bare = href.trim().replaceAll(/[\t\n\r]/g, '')
  if (!ALLOWED.test(bare)) return null
  return /^https?:/i.test(bare) && !URL.canParse(bare) ? null : bare
}

/** What a person typed as a link: `example.org/x` → `https://example.org/x`, `ann@example.org` → `mailto:…`; null: no link. */
export function writtenLink(typed: string): string | null {
  const bare = typed.trim()
  if (SCHEME.test(bare) && !/^[^/]+:\d/.test(bare)) return safeLink(bare)
  if (!/[\s/]/.test(bare) && sendableAddress(bare) !== null) return `mailto:${bare}`
  return HOST.test(bare) ? safeLink(`https://${bare}`) : null
}
