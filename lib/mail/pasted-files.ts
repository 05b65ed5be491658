/** Files that a sender pasted into a text as uuencode, offered like any other attachment. */
import type { BodyPart } from './body-structure.ts'
import { typeOfFileName } from './file-name.ts'
import { decodeTransfer } from './transfer-encoding.ts'
import { uuencodedFiles, withoutFiles } from './uuencode.ts'

/** A pasted file: a part as the API calls it (`1~u2` is the second file in the text `1`), and its bytes. */
export type PastedFile = { part: BodyPart; bytes: () => Uint8Array<ArrayBuffer> }

const MARK = '~u'

/** Which text holds the part of this name, and where in it; null where it is no pasted file's name. */
export function pastedIn(partId: string): { holder: string; number: number } | null {
  const [holder = '', digits = '', ...rest] = partId.split(MARK)
  return /^\d{1,3}$/.test(digits) && rest.length === 0 ? { holder, number: Number(digits) } : null
}

/** What a text says without the files in it, and the files. `holder` is the part whose text it is. */
export function unpasted(holder: BodyPart, text: string): { text: string; files: PastedFile[] } {
  if (holder.type !== 'text/plain' || !text.includes('begin ')) return { text, files: [] }
  const found = uuencodedFiles(text)
  const files = found.map(({ name, start, end }, at): PastedFile => {
    const lines = Buffer.from(text.slice(start, end), 'latin1')
    return {
      part: {
        ...holder,
        part: `${holder.part}${MARK}${at + 1}`,
        type: typeOfFileName(name),
        parameters: new Map(),
        encoding: 'x-uuencode',
        size: lines.length,
        contentId: null,
        disposition: 'attachment',
        dispositionParameters: new Map([['filename', name]]),
      },
      bytes: () => Uint8Array.from(decodeTransfer(lines, 'x-uuencode')),
    }
  })
  return { text: withoutFiles(text, found), files }
}
