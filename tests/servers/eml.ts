/** Writes messages for tests: RFC 5322 source from a few words. */

/** A part beside the text: `cid` makes it an inline one. */
export type EmlPart = { filename: string; type: string; content: Uint8Array; cid?: string }

/** What a message says; everything has a default. Header values are taken as they are. */
export type Eml = {
  from?: string
  to?: string
  subject?: string
  date?: Date
  text?: string
  html?: string
  parts?: EmlPart[]
  headers?: Record<string, string>
}

function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
}

/** A header value with anything beyond ASCII as RFC 2047 encoded words. */
function encoded(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5322 header text is ASCII
  return value.replaceAll(/[^\x00-\x7f]+(?:\s+[^\x00-\x7f]+)*/g, (run) => {
    const words = run.match(/.{1,12}/gsu) ?? []
    return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
  })
}

function leaf(type: string, body: string): string {
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(body))}`
}

function attached({ filename, type, content, cid }: EmlPart): string {
  const disposition = cid
    ? `inline; filename="${filename}"\r\nContent-ID: <${cid}>`
    : `attachment; filename="${filename}"`
  return `Content-Type: ${type}; name="${filename}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: ${disposition}\r\n\r\n${base64Lines(content)}`
}

function multipart(subtype: string, boundary: string, parts: string[]): string {
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')
  return `Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n\r\n${body}--${boundary}--\r\n`
}

function bodyOf({ text, html, parts = [] }: Eml): string {
  const readable =
    text !== undefined && html !== undefined
      ? multipart('alternative', 'alternative-1', [leaf('text/plain', text), leaf('text/html', html)])
      : html !== undefined
        ? leaf('text/html', html)
        : leaf('text/plain', text ?? 'Hello.\n')
  return parts.length > 0 ? multipart('mixed', 'mixed-1', [readable, ...parts.map(attached)]) : readable
}

let made = 0

/** The source of a message, with CRLF line ends and a Message-ID of its own. */
export function eml(message: Eml = {}): string {
  made += 1
  const {
    from = 'Mara Lindqvist <mara@lindqvist.example>',
    to = 'Sam <sam@example.org>',
    subject = `Message ${made}`,
  } = message
  const date = (message.date ?? new Date(Date.UTC(2026, 9, 1) + made * 60_000))
    .toUTCString()
    .replace('GMT', '+0000')
  const headers = Object.entries({
    From: encoded(from),
    To: encoded(to),
    Subject: encoded(subject),
    Date: date,
    'Message-ID': `<${made}.${Date.now().toString(36)}@lindqvist.example>`,
    'MIME-Version': '1.0',
    ...message.headers,
  })
  return `${headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n${bodyOf(message)}\r\n`
}

/** A PNG of one colour, 1 × 1: enough to be seen as an image. */
export const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
