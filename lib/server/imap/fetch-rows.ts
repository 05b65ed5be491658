/** A page of a list: everything about its messages that never changes, and their flags, in one FETCH. */

import type { BodyPart, FetchedRow } from '#lib/mail/body-structure.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import type { OpenBox } from './account.ts'
import { itemsOf } from './fetch-items.ts'
import { atom, sequence, type Token } from './imap-client.ts'
import { factItems, factsOf } from './message-facts.ts'
import { UNREADABLE } from './parse-structure.ts'
import { bytesOf, numberOf, type Untagged } from './response.ts'
import { chunkUids } from './uid-set.ts'

/** The header fields that a row needs, as `itemsOf` calls what `rowHeaderItem` asks for. */
export const ROW_HEADER = 'BODY[HEADER.FIELDS]'
const ROW_HEADERS = [
  'Date',
  'From',
  'To',
  'Cc',
  'Subject',
  'Message-ID',
  'In-Reply-To',
  'References',
  'Reply-To',
  'Content-Type',
]

const PLAIN_BYTES = 2_048
/** An HTML message begins with its stylesheet: the first words come late. */
const HTML_BYTES = 16_384
/** The sections where most messages keep their text; others are asked for once the structure is known. */
const USUAL_PARTS = ['1', '1.1']

/**
 * The rows of these messages, in the order asked for. Those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchRows(box: OpenBox, uids: readonly number[]): Promise<FetchedRow[]> {
  const found = new Map<number, FoundRow>()
  const FETCH = (untagged: Untagged) => noteRow(found, untagged)
  for (const { set } of chunkUids(uids, 1_000)) {
    await box.run('UID FETCH', [sequence(set), rowItems(box)], { FETCH })
  }
  await fetchPreviews(box, found)
  return uids.map((uid) => found.get(uid)?.row).filter((row) => row !== undefined)
}

/** Asks for the header fields of a row. A message asks for them too, so that it says what its row says. */
export function rowHeaderItem(): Token {
  return atom('BODY.PEEK', [atom('HEADER.FIELDS'), ROW_HEADERS.map((name) => atom(name))])
}

function rowItems(box: OpenBox): Token[] {
  return [
    ...factItems(box),
    rowHeaderItem(),
    ...USUAL_PARTS.map((part) => atom('BODY.PEEK', [atom(part)], [0, PLAIN_BYTES])),
  ]
}

type FoundRow = { row: FetchedRow; text: BodyPart | undefined }

function noteRow(found: Map<number, FoundRow>, untagged: Untagged): boolean {
  const items = itemsOf(untagged)
  const uid = numberOf(items.get('UID'))
  const header = bytesOf(items.get(ROW_HEADER))
  if (uid === null || header === null) return false // flags that someone else changed meanwhile
  const facts = factsOf(items)
  const text = textPartOf(facts.structure)
  const usual = text && USUAL_PARTS.includes(text.part) ? bytesOf(items.get(`BODY[${text.part}]`)) : null
  const enough = usual && text && (text.type !== 'text/html' || usual.length >= text.size)
  const row: FetchedRow = {
    uid,
    ...facts,
    header: Uint8Array.from(header), // a copy: the answer's buffer is larger than this slice
    preview: enough ? { part: text.part, bytes: Uint8Array.from(usual) } : null,
  }
  found.set(uid, { row, text })
  return true
}

/** A row's preview where whole sections are at hand: the same bytes that `fetchRows` would have asked for. */
export function previewFrom(
  structure: BodyPart,
  sections: ReadonlyMap<string, Uint8Array>,
): FetchedRow['preview'] {
  const text = textPartOf(structure)
  const bytes = text?.type.startsWith('text/') ? sections.get(text.part) : undefined
  if (!text || !bytes) return null
  return { part: text.part, bytes: bytes.subarray(0, text.type === 'text/html' ? HTML_BYTES : PLAIN_BYTES) }
}

/** The part whose beginning is shown: the first plain text that says anything, else the first HTML. */
function textPartOf(structure: BodyPart): BodyPart | undefined {
  const { text, html } = readableParts(structure)
  const plain = text.find((part) => part.type === 'text/plain' && (part.size > 4 || part === UNREADABLE))
  return plain ?? html.find((part) => part.type === 'text/html') ?? text[0]
}

/** Asks for the beginnings that were not among the usual ones, a FETCH for each section. */
async function fetchPreviews(box: OpenBox, found: Map<number, FoundRow>): Promise<void> {
  const bySection = Map.groupBy(
    [...found.values()].filter(({ row, text }) => row.preview === null && text?.type.startsWith('text/')),
    ({ text }) => `${text?.part} ${text?.type === 'text/html' ? HTML_BYTES : PLAIN_BYTES}`,
  )
  for (const [key, rows] of bySection) {
    const [part = '1', bytes] = key.split(' ')
    const wanted = [atom('UID'), atom('BODY.PEEK', [atom(part)], [0, Number(bytes)])]
    for (const { set } of chunkUids(rows.map(({ row }) => row.uid))) {
      await box.run('UID FETCH', [sequence(set), wanted], {
        FETCH: (untagged) => notePreview(found, part, untagged),
      })
    }
  }
}

function notePreview(found: Map<number, FoundRow>, part: string, untagged: Untagged): boolean {
  const items = itemsOf(untagged)
  const known = found.get(numberOf(items.get('UID')) ?? 0)
  const bytes = bytesOf(items.get(`BODY[${part}]`))
  if (!known || bytes === null) return false
  known.row.preview = { part, bytes: Uint8Array.from(bytes) }
  return true
}
