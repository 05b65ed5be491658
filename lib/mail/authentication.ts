/** Whether a message is from whom it says: as the one server that is believed found it, and nobody else. */
import type { Authentication } from '#lib/api/identity.ts'
import type { Address } from '#lib/api/messages.ts'
import { type AuthFinding, parseAuthenticationResults } from './authentication-results.ts'
import { domainOf } from './domain.ts'
import type { HeaderField } from './header-fields.ts'

/** Fields that filters of the same server write between their results; any other field ends what is believed. */
const BETWEEN = /^(?:authentication-results|arc-[a-z-]+|received-spf|(?:dkim|dmarc)-filter|x-[a-z0-9-]+)$/

/**
 * The findings of the believed server. RFC 8601 §5: it adds its fields at the top, so the uppermost of its name are
 * its own; what has its name further down, below another hop or below the sender's own fields, came with the message.
 */
function believedFindings(fields: readonly HeaderField[], authservIds: readonly string[]): AuthFinding[][] {
  const believed: AuthFinding[][] = []
  for (const { name, value } of fields) {
    const field = name.toLowerCase()
    if (field === 'authentication-results') {
      const results = parseAuthenticationResults(value)
      if (results && authservIds.includes(results.authservId)) believed.push(results.findings)
    }
    if (believed.length > 0 && !BETWEEN.test(field)) break
  }
  return believed
}

/** The findings of one method in the uppermost field that speaks of it: a lower one can't mend them. */
function findingsOf(believed: readonly AuthFinding[][], method: string): AuthFinding[] {
  for (const findings of believed) {
    const found = findings.filter((finding) => finding.method === method)
    if (found.length > 0) return found
  }
  return []
}

/** The property's domain, in the spelling that domains are compared in; null where there is none. */
function domainIn(finding: AuthFinding | undefined, ...names: string[]): string | null {
  for (const name of names) {
    const domain = domainOf(`@${finding?.properties.get(name) ?? ''}`)
    if (domain) return domain
  }
  return null
}

/**
 * What the believed servers say of a message with these header fields and this From. Undefined where they say
 * nothing, or none is believed. `authservIds` are lower case.
 */
export function authenticationOf(
  fields: readonly HeaderField[],
  from: readonly Address[],
  authservIds: readonly string[],
): Authentication | undefined {
  const believed = believedFindings(fields, authservIds)
  if (believed.length === 0) return undefined
  const [spf] = findingsOf(believed, 'spf')
  const dkim = findingsOf(believed, 'dkim')
  const passed = dkim.filter(({ result }) => result === 'pass')
  const [dmarc] = findingsOf(believed, 'dmarc')
  const domain = domainIn(dmarc, 'header.from')
  const own = domainOf(from[0]?.address ?? '')
  return {
    spf: spf?.result ?? null,
    dkim: (passed[0] ?? dkim[0])?.result ?? null,
    dmarc: dmarc?.result ?? null,
    domain,
    mailFrom: domainIn(spf, 'smtp.mailfrom', 'smtp.helo'),
    signedBy: [...new Set(passed.flatMap((one) => domainIn(one, 'header.d', 'header.i') ?? []))],
    // DMARC looks at one domain (RFC 7489 §6.6.1). It speaks for no second author, nor for another name than is shown.
    verified: dmarc?.result === 'pass' && from.length === 1 && own !== null && (domain ?? own) === own,
  }
}
