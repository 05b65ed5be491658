/** What in a message repeats an earlier one: the lines that mail programs put before it, in their languages. */

const FORWARDED = /^\s*(?:fwd?|fw|wg|tr|rv|vs|vb|i|enc|doorst|pd|転送|转发|轉寄)\s*[:：]/i
const ORIGINAL =
  /^\s*-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|wiadomość oryginalna|исходное сообщение|原始邮件|元のメッセージ)\s*-{2,}\s*$/i
const DASHED = /^\s*-{4,}.{3,80}-{3,}\s*$/
const FROM =
  /^[\s*]*(?:from|von|de|da|van|från|fra|od|lähettäjä|от|发件人|寄件者|差出人|보낸 사람|kimden)[\s*]*[:：]/i
const SUBJECT =
  /^[\s*]*(?:subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|assunto|temat|předmět|aihe|тема|主题|主旨|件名|제목|konu)[\s*]*[:：]/i
const HEADER_LINES = 7

/** Whether a subject says that the message passes another one on: that one is then what is to be read. */
export function isForward(subject: string): boolean {
  return FORWARDED.test(subject)
}

/** Whether a line begins the header that Outlook puts before what it quotes, given the lines that follow. */
export function beginsQuotedHeader(line: string, following: readonly string[]): boolean {
  return FROM.test(line) && following.slice(0, HEADER_LINES).some((one) => SUBJECT.test(one))
}

/**
 * The number of the first line of a quoted message that carries no `>`: "-----Original Message-----", or Outlook's
 * header. −1 where there is none, or where it was forwarded.
 */
export function quotedFrom(lines: readonly string[]): number {
  for (const [at, line] of lines.entries()) {
    if (line.includes('--')) {
      if (ORIGINAL.test(line)) return at
      if (DASHED.test(line)) return -1
    }
    if (!FROM.test(line) || !beginsQuotedHeader(line, lines.slice(at + 1, at + 1 + HEADER_LINES))) continue
    // A line drawn above it belongs to it.
    return /^\s*_{5,}\s*$/.test(lines[at - 1] ?? '') ? at - 1 : at
  }
  return -1
}

/** Whether lines are the sentence before a quotation: "On 3 November Mara wrote:". */
export function isAttribution(lines: readonly string[]): boolean {
  const text = lines.join(' ').trim()
  return lines.length <= 3 && text.length < 300 && /[:：]$/.test(text) && /[\d@]/.test(text)
}
