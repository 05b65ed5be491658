/** A whole message for reading: in one round trip for nearly all mail. */
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import type { OpenBox } from './account.ts'
import { fetchItems } from './fetch-message-items.ts'
import { fetchParts } from './fetch-parts.ts'
import { previewFrom } from './fetch-rows.ts'
import { atom } from './imap-client.ts'
import { factItems, factsOf, ROW_HEADER } from './message-facts.ts'
import { bytesOf, type Node } from './response.ts'

const HEADER = 'BODY[HEADER]'
/** The sections where nearly all mail keeps its texts, asked for before the structure is known. */
const LIKELY_TEXTS = ['1', '1.1', '1.2', '2']
/** So much of each on chance: longer than most texts, too short for an attachment in that place to cost anyone. */
const LIKELY_BYTES = 65_536

/** A message as it was fetched. Sections are still transfer-encoded. */
export type FetchedSource = { row: FetchedRow; header: Uint8Array; sections: Map<string, Uint8Array> }

async function itemsOf(box: OpenBox, uid: number, likely: number | null): Promise<Map<string, Node> | null> {
  const facts = factItems(box).filter(({ value }) => value !== 'UID') // which fetchItems asks for itself
  const header = atom('BODY.PEEK', [atom('HEADER')])
  if (likely !== null) {
    const texts = LIKELY_TEXTS.map((part) => atom('BODY.PEEK', [atom(part)], [0, likely]))
    return await fetchItems(box, uid, [...facts, header, ...texts], HEADER)
  }
  const known = await fetchItems(box, uid, facts, 'RFC822.SIZE')
  const rest = await fetchItems(box, uid, [header], HEADER)
  return known && rest && new Map([...known, ...rest])
}

/**
 * Fetches a message's facts, header and those sections that `shown` picks by its structure, at most `maxBytes` of
 * each. One FETCH; one more where a text is long or in an odd place. Nothing is marked as read.
 * `atOnce` false asks for one thing after the other: Dovecot 2.3 dies of the whole question about some broken messages.
 * @returns null where there is no such message
 * @throws MailError not_found (expunged between the two), unavailable
 */
export async function fetchMessage(
  box: OpenBox,
  uid: number,
  shown: (structure: FetchedRow['structure']) => string[],
  maxBytes: number,
  atOnce = true,
): Promise<FetchedSource | null> {
  const likely = Math.min(LIKELY_BYTES, maxBytes)
  const items = await itemsOf(box, uid, atOnce ? likely : null)
  const header = bytesOf(items?.get(HEADER))
  if (!items || !header) return null
  const facts = factsOf(items)
  const sections = new Map<string, Uint8Array>()
  const missing = []
  for (const part of shown(facts.structure)) {
    const bytes = LIKELY_TEXTS.includes(part) ? bytesOf(items.get(`BODY[${part}]`)) : null
    // As much as was asked for: there may be more.
    if (bytes && (bytes.length < likely || likely === maxBytes)) sections.set(part, bytes)
    else missing.push(part)
  }
  for (const [part, bytes] of await fetchParts(box, uid, missing, maxBytes)) sections.set(part, bytes)
  const preview = previewFrom(facts.structure, sections)
  // Not the whole header: servers have ideas of their own which lines of an odd one are a field's.
  const rowHeader = bytesOf(items.get(ROW_HEADER)) ?? header
  return { row: { uid, ...facts, header: rowHeader, preview }, header, sections }
}
