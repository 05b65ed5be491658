/** Domains that look like others (homographs): Unicode Technical Standard 39, as far as mail needs it. */
import { asciiDomain, unicodeDomain } from './domain.ts'

// What is in none of these is "other": letters that few people could tell from those they know.
const SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
  'Thai',
  'Lao',
  'Khmer',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Telugu',
  'Sinhala',
  'Ethiopic',
].map((name) => ({ name, letters: new RegExp(`\\p{Script=${name}}`, 'u') }))

/** UTS 39 §5.2 "highly restrictive": these are written together. */
const TOGETHER = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
]

// Labels of these letters alone read as Latin ones: "аррӏе", "νο", "օսо".
const LATIN_LOOKING = [
  /^[аысԁеһіјӏорԛѕԝхуъьҽпгѵѡҫѐёєғкмнтв\d-]+$/u,
  /^[αεικνορτυχωηγβ\d-]+$/u,
  /^[օսցհոյզքգաո\d-]+$/u,
]

// IPA, phonetic and lingual extensions of Latin: in no language's domains, but ɡ, ɑ and ɩ pass for g, a and l.
const ODD_LATIN = /[\u0250-\u02ff\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f]/u

function scriptsOf(label: string): Set<string> {
  const found = new Set<string>()
  for (const char of label) {
    if (/[\p{Script=Common}\p{Script=Inherited}]/u.test(char)) continue
    found.add(SCRIPTS.find(({ letters }) => letters.test(char))?.name ?? 'other')
  }
  return found
}

function isDeceptive(label: string, top: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(label)) return false
  const scripts = scriptsOf(label)
  if (scripts.has('other') || ODD_LATIN.test(label)) return true
  const mixed = scripts.size > 1 && !TOGETHER.some((set) => scripts.isSubsetOf(set))
  // In a country of that script ("почта.рф") people can tell.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  const asLatin = /^[\x00-\x7f]*$/.test(top) && LATIN_LOOKING.some((letters) => letters.test(label))
  return mixed || asLatin
}

/**
 * A domain in any spelling → how it reads and what it really is, where it reads like another one: letters of several
 * scripts in a label, or a whole label in letters that look Latin. Null for an honest one.
 */
export function lookalikeDomain(domain: string): { shown: string; real: string } | null {
  const real = asciiDomain(domain)
  if (!real?.includes('xn--')) return null
  const shown = unicodeDomain(real)
  const labels = shown.split('.')
  return labels.some((label) => isDeceptive(label, labels.at(-1) ?? '')) ? { shown, real } : null
}
