/** The two letters in the circle beside a sender. */
import type { Address } from '#lib/api/messages.ts'

/** "Mara Lindqvist" → "ML", "山本 由美" → "山", no name → the address's first letter; "?" where there is nothing. */
export function initialsOf(person: Address | undefined): string {
  const name = (person?.name || person?.address || '').normalize('NFC')
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.-]*/gu) ?? []
  const [first = '', ...others] = words
  const one = firstLetter(first)
  if (one === '') return '?'
  // One sign says it in scripts without capitals to abbreviate by.
  if (!/\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}|\p{N}/u.test(one)) return one
  if (!person?.name) return one
  return one + firstLetter(others.at(-1) ?? '')
}

function firstLetter(word: string): string {
  const char = [...word][0] ?? ''
  return char.toLocaleUpperCase('en')
}
