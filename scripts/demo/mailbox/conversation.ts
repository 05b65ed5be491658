/** A conversation: letters that answer one another, each quoting the one before. */
import type { Letter } from './letter.ts'
import { ME, type Person } from './people.ts'

/** Who writes when, and what: one line of a conversation. */
type Turn = { from: Person; at: Date; text: string } & Partial<Letter>

/** Turns → letters that answer one another, with "Re:" from the second on. */
export function conversation(subject: string, others: Person[], turns: Turn[]): Letter[] {
  const letters: Letter[] = []
  for (const turn of turns) {
    const answers = letters.at(-1)
    const to = turn.from === ME ? others : [ME, ...others.filter((each) => each !== turn.from)]
    const text = answers ? `${turn.text}\n\n${quoted(answers)}` : turn.text
    letters.push({
      to,
      subject: answers ? `Re: ${subject}` : subject,
      ...turn,
      text,
      ...(answers && { answers }),
    })
  }
  return letters
}

function quoted({ from, at, text = '' }: Letter): string {
  const when = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
  const own = text.split(/\n\nOn .* wrote:\n/)[0] ?? ''
  return `On ${when}, ${from.name} wrote:\n${own
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}`
}
