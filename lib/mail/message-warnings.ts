/** What about a message's sender deceives, or may: found in its header, said in words/identity.ts. */
import type { Authentication, MessageWarning } from '#lib/api/identity.ts'
import type { Address } from '#lib/api/messages.ts'
import { domainOf, registeredDomain } from './domain.ts'
import { lookalikeDomain } from './lookalike-domain.ts'
import { hasTurns } from './shown-text.ts'

/** What is looked at. `from` and `replyTo` are as they are shown; the others as they were decoded. */
export type Suspect = {
  from: readonly Address[]
  replyTo: readonly Address[]
  authentication: Authentication | undefined
  /** The decoded subject, names and file names, before anything was taken out of them. */
  subjects: readonly string[]
  names: readonly string[]
  /** From's fields, decoded. */
  fromFields: readonly string[]
  fileNames: readonly string[]
  /** The addresses of the mailing list that it came by (RFC 2369 List-Post): answers to there surprise nobody. */
  listAddresses: readonly string[]
}

const MOST = 20 // people that are looked at
const ADDRESS = /[^\s@<>()[\],;:"']{1,64}@(?:[\p{L}\p{N}_-]{1,63}\.){1,8}\p{L}{2,63}/u

function notAuthenticated({ authentication, from }: Suspect): MessageWarning[] {
  if (authentication?.dmarc !== 'fail') return []
  const shown = domainOf(from[0]?.address ?? '') ?? authentication.domain ?? ''
  return [{ kind: 'not_authenticated', shown, real: '' }]
}

function lookalikes({ from, replyTo }: Suspect): MessageWarning[] {
  const found = new Map<string, MessageWarning>()
  for (const { address } of [...from, ...replyTo].slice(0, MOST)) {
    const domain = lookalikeDomain(address.slice(address.lastIndexOf('@') + 1))
    if (domain) found.set(domain.real, { kind: 'lookalike_domain', ...domain })
  }
  return [...found.values()]
}

/** `"ceo@bank.example" <x@evil.example>`, in any spelling of `@` and of the dots. */
function addressesInNames({ from }: Suspect): MessageWarning[] {
  return from.slice(0, MOST).flatMap(({ name, address }) => {
    const [shown] = ADDRESS.exec(name.slice(0, 1000).normalize('NFKC')) ?? []
    if (!shown || shown.toLowerCase() === address.toLowerCase()) return []
    return [{ kind: 'address_in_name' as const, shown, real: address }]
  })
}

const QUOTED = /"(?:[^"\\]|\\.)*"|\([^()]*\)/gs

/** `<ceo@bank.example> <x@evil.example>`: others may take the second for the sender, and vouch for that one. */
function addressesBeside({ from, fromFields }: Suspect): MessageWarning[] {
  const known = from.flatMap(({ name, address }) => [name, address]).map((text) => text.toLowerCase())
  const text = fromFields.join(',').slice(0, 4000).replaceAll(QUOTED, ' ')
  const beside = [...text.matchAll(new RegExp(ADDRESS, 'gu'))].map(([address]) => address)
  const shown = beside.find((address) => !known.some((one) => one.includes(address.toLowerCase())))
  return shown ? [{ kind: 'address_in_name', shown, real: from[0]?.address ?? '' }] : []
}

function repliesElsewhere({ from, replyTo, listAddresses }: Suspect): MessageWarning[] {
  const own = domainOf(from[0]?.address ?? '')
  const elsewhere = replyTo.slice(0, MOST).find(({ address }) => {
    const domain = domainOf(address)
    if (domain === null || listAddresses.includes(address.toLowerCase())) return false
    return own === null || registeredDomain(domain) !== registeredDomain(own)
  })
  return elsewhere ? [{ kind: 'reply_elsewhere', shown: own ?? '', real: elsewhere.address }] : []
}

function hiddenDirections({ subjects, names, fileNames }: Suspect): MessageWarning[] {
  const places = [
    ['subject', subjects],
    ['name', names],
    ['file', fileNames],
  ] as const
  return places
    .filter(([, texts]) => texts.some(hasTurns))
    .map(([shown]) => ({ kind: 'hidden_direction' as const, shown, real: '' }))
}

/** The warnings, the gravest first. */
export function warningsOf(suspect: Suspect): MessageWarning[] {
  return [
    notAuthenticated,
    lookalikes,
    addressesInNames,
    addressesBeside,
    hiddenDirections,
    repliesElsewhere,
  ].flatMap((look) => look(suspect))
}
