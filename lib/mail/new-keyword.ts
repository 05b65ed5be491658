/** The keyword that a new label becomes on the mail server. */
import { isLabelKeyword } from './label-keywords.ts'
import { SPELT } from './spelt-letters.ts'

/** So long a keyword may get; the longest that a server is known to take is far beyond. */
const MOST = 60

/**
 * The keyword of a new label. Lower case, and what an atom can't hold (RFC 9051 §9) becomes `_`, as Thunderbird does it: a
 * tag that has a plain name there is the same keyword here. Beyond ASCII Thunderbird writes modified UTF-7, which is not
 * followed: keywords are compared without case, and base64 read so is another text. Accents are left out instead, and
 * letters of other scripts stand as their code points: `Größe XL` → `grosse_xl`, `標籤` → `u6a19_u7c64`.
 * @param taken keywords that mean something already: with one of them the new one gets a number.
 */
export function keywordOf(name: string, taken: readonly string[]): string {
  const plain = [...name.normalize('NFKD').toLowerCase()].map(asciiOf).join('')
  const bare = plain.replace(/_{2,}/g, '_').replace(/^([_$]|x-me-)+|_+$/g, '') || 'label'
  const first = bare.slice(0, MOST)
  const isFree = (keyword: string) =>
    isLabelKeyword(keyword) && !taken.some((other) => other.toLowerCase() === keyword)
  let keyword = first
  for (let number = 2; !isFree(keyword); number++) keyword = `${first}_${number}`
  return keyword
}

function asciiOf(char: string): string {
  if (/\p{M}/u.test(char)) return ''
  const spelt = SPELT[char]
  if (spelt) return spelt
  // Thunderbird leaves out these and a little more than RFC 9051's atom-specials; "]" ends a response code.
  if (/[\s\p{Cc}()/{%*<>\\"\]]/u.test(char)) return '_'
  if (/[!-~]/.test(char)) return char
  return `_u${(char.codePointAt(0) ?? 0).toString(16)}_`
}
