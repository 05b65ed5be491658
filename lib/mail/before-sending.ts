/** What a person is asked once before a message leaves. */
import type { Draft } from '#lib/api/compose.ts'
import { writingWords as words } from './words/writing.ts'

// Said of something that goes with the message, in the languages mail here is written in.
const ATTACHED =
  /(?<![\p{L}\p{N}])(?:attached|attachments?|enclosed|angehängt|anhang|anbei|beigefügt|ci-joint|pi[eè]ces? jointes?|adjunt[oa]s?|allegat[oi]|bijlagen?)(?![\p{L}\p{N}])/iu

/** What is about to leave. */
type Leaving = Pick<Draft, 'subject' | 'text'> & { attachments: readonly unknown[] }

/** The questions, in order; none where nothing seems forgotten. Quoted and forwarded words are somebody else's. */
export function questionsBefore({ subject, text, attachments }: Leaving): string[] {
  const word = attachments.length === 0 ? ATTACHED.exec(`${subject}\n${ownWords(text)}`)?.[0] : undefined
  return [
    ...(subject.trim() === '' ? [words.noSubject] : []),
    ...(word === undefined ? [] : [words.noAttachment(word)]),
  ]
}

function ownWords(text: string): string {
  const lines = text.split('\n')
  const forwarded = lines.indexOf(words.forwarded)
  const own = forwarded < 0 ? lines : lines.slice(0, forwarded)
  return own.filter((line) => !line.startsWith('>')).join('\n')
}
