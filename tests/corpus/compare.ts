/** Whether what the API says of a message is what was expected of it. */
import { createHash } from 'node:crypto'
import type { Address, Attachment, Message } from '#lib/api/messages.ts'
import type { ExpectedAddress, ExpectedFile, ExpectedMessage, FieldName, Tier } from './expected.ts'

/** One expectation and how it came out. */
export type Verdict = {
  file: string
  field: FieldName
  tier: Tier
  right: boolean
  found: unknown
  wanted: unknown
}

/** What was downloaded of a part. */
export type ReadFile = { bytes: Uint8Array; charset: string }

/** A message as the API gave it, and its attachments, in their order. */
export type Read = { message: Message; files: ReadFile[] }

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Lines without the white space around and between words, empty ones left out. */
function linesOf(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/**
 * U+FFFD in what is wanted says that the reader could not decode what stood there: it is no opinion on what should be
 * shown. A guess at the charset is welcome in its place, and in its place only: everything around it is the same. One
 * U+FFFD stands for one to three bytes (Unicode §3.9: maximal subparts), none of them ASCII; so a run of them stands for
 * one to three times as many characters, none of them ASCII either.
 */
function sameText(found: string, wanted: string): boolean {
  if (!wanted.includes('\ufffd')) return found === wanted
  const pattern = wanted
    .replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')
    .replaceAll(/\ufffd+/g, ({ length }) => `\\P{ASCII}{1,${3 * length}}`)
  return new RegExp(`^${pattern}$`, 'u').test(found)
}

function sameAddresses(found: readonly Address[], wanted: readonly ExpectedAddress[]): boolean {
  const seen = wanted.some(({ first_only }) => first_only) ? found.slice(0, 1) : found
  return (
    seen.length === wanted.length &&
    wanted.every(
      ({ name, address }, at) =>
        sameText(oneLine(seen[at]?.name ?? ''), oneLine(name)) && seen[at]?.address === address,
    )
  )
}

/** Line ends aside: servers store CRLF, files on disk have their own. `text_norm_sha256` leaves out white space too. */
function sameBytes(bytes: Uint8Array, charset: string, wanted: ExpectedFile): boolean {
  if (wanted.bytes_ok === false) return true
  if (wanted.text_norm_sha256) {
    const texts = ['utf-8', charset].map((label) => new TextDecoder(label).decode(bytes))
    return texts.some((text) => sha256(linesOf(text)) === wanted.text_norm_sha256)
  }
  if (!wanted.sha256) return true
  const unix = Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
  const bare = Buffer.from(unix.toString('latin1').replace(/\n+$/, ''), 'latin1')
  return [bytes, unix, bare].some((form) => [wanted.sha256, wanted.sha256_nl].includes(sha256(form)))
}

/** A path in a name is never passed on (api.md), so it is not expected either. */
function baseName(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? ''
}

function sameFile(found: Attachment | undefined, file: ReadFile | undefined, wanted: ExpectedFile): boolean {
  if (!found || !file) return false
  // A part without a name gets one from us: it is nobody's to expect.
  const named = wanted.filename === null || sameText(found.filename, baseName(wanted.filename))
  const typed = wanted.content_type === null || wanted.content_type === found.contentType
  return named && typed && sameBytes(file.bytes, file.charset, wanted)
}

function sameFiles({ message, files }: Read, wanted: readonly ExpectedFile[]): boolean {
  return (
    message.attachments.length === wanted.length &&
    wanted.every((file, at) => sameFile(message.attachments[at], files[at], file))
  )
}

function matches(read: Read, field: FieldName, wanted: unknown): boolean {
  const { message } = read
  switch (field) {
    case 'subject':
      return sameText(oneLine(message.subject), oneLine((wanted as string | null) ?? ''))
    case 'from':
    case 'to':
    case 'cc':
      return sameAddresses(message[field], wanted as ExpectedAddress[])
    case 'date':
      return (message.date === null ? null : Date.parse(message.date) / 1000) === wanted
    case 'text':
      return sameText(linesOf(message.text ?? ''), linesOf((wanted as string | null) ?? ''))
    case 'html':
      return (message.html !== null) === wanted
    case 'attachments':
      return sameFiles(read, wanted as ExpectedFile[])
  }
}

function foundOf({ message, files }: Read, field: FieldName): unknown {
  if (field === 'html') return message.html !== null
  if (field !== 'attachments') return message[field]
  return message.attachments.map(({ filename, contentType }, at) => ({
    filename,
    content_type: contentType,
    sha256: sha256(files[at]?.bytes ?? ''),
  }))
}

/** Holds one message against what was expected of it. */
export function compareMessage({ file, fields }: ExpectedMessage, read: Read): Verdict[] {
  return Object.entries(fields).flatMap(([name, expected]) => {
    if (!expected) return []
    const field = name as FieldName
    const accepted: unknown[] = [expected.value, ...(expected.accept ?? []).map(({ value }) => value)]
    const right = accepted.some((wanted) => matches(read, field, wanted))
    return [{ file, field, tier: expected.tier, right, found: foundOf(read, field), wanted: accepted }]
  })
}
