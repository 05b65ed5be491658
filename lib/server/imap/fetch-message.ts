/** A whole message for reading: in one round trip for nearly all mail. */
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import type { OpenBox } from './account.ts'
import { fetchItems } from './fetch-message-items.ts'
import { fetchParts } from './fetch-parts.ts'
import { previewFrom, ROW_HEADER, rowHeaderItem } from './fetch-rows.ts'
import { atom } from './imap-client.ts'
import { factItems, factsOf } from './message-facts.ts'
import { bytesOf } from './response.ts'

const HEADER = 'BODY[HEADER]'
/** The sections where nearly all mail keeps its texts, asked for before the structure is known. */
const LIKELY_TEXTS = ['1', '1.1', '1.2', '2']
/** So much of each on chance: longer than most texts, too short for an attachment in that place to cost anyone. */
const LIKELY_BYTES = 65_536

/** A message as it was fetched. Sections are still transfer-encoded. */
export type FetchedSource = { row: FetchedRow; header: Uint8Array; sections: Map<string, Uint8Array> }

/**
 * Fetches a message's facts, header and those sections that `shown` picks by its structure, at most `maxBytes` of
 * each. One FETCH; one more where a text is long or in an odd place. Nothing is marked as read.
 * @returns null where there is no such message
 * @throws MailError not_found (expunged between the two), unavailable
 */
export async function fetchMessage(
  box: OpenBox,
  uid: number,
  shown: (structure: FetchedRow['structure']) => string[],
  maxBytes: number,
): Promise<FetchedSource | null> {
  const likely = Math.min(LIKELY_BYTES, maxBytes)
  const items = await fetchItems(
    box,
    uid,
    [
      ...factItems(box).filter(({ value }) => value !== 'UID'), // which fetchItems asks for itself
      atom('BODY.PEEK', [atom('HEADER')]),
      rowHeaderItem(),
      ...LIKELY_TEXTS.map((part) => atom('BODY.PEEK', [atom(part)], [0, likely])),
    ],
    HEADER,
  )
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
