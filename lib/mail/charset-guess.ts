/**
 * Which legacy charset unlabelled 8-bit bytes are probably in. Each candidate decodes a sample, and the characters that
 * come out are weighed: the everyday ones of a script speak for it, the rare ones and impossible bytes against it.
 */
import iconv from 'iconv-lite'

const SAMPLE = 4096

type Candidate = { charset: string; everyday: RegExp; rare: RegExp }

const CANDIDATES: readonly Candidate[] = [
  { charset: 'shift_jis', everyday: /[\u3040-\u30ff、。]/g, rare: /[\uff61-\uff9f\ue000-\uf8ff]/g },
  { charset: 'euc-jp', everyday: /[\u3040-\u30ff、。]/g, rare: /[\uff61-\uff9f\ue000-\uf8ff]/g },
  { charset: 'cp949', everyday: /[가-힣]/g, rare: /[\u4e00-\u9fff\ue000-\uf8ff\u3040-\u30ff]/g },
  { charset: 'koi8-r', everyday: /[а-яё]/g, rare: /[\u2500-\u25ff]/g },
  { charset: 'windows-1251', everyday: /[а-яё]/g, rare: /[Ѐ-Џѐђ-џ¤-ÿ]/g },
]

// The most used characters of written Chinese: about a quarter of any running text.
const CHINESE =
  /[的一是不了人我在有他这為为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小軍军二无同么經经法当起与好看学进种将还分此心前面又定见只主没公从這來個們說國時會後對裡過發無當學種將還見沒從]/g

/** How many high bytes the sample has. */
function highBytes(sample: Uint8Array): number {
  let high = 0
  for (const byte of sample) if (byte > 0x7f) high++
  return high
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** The share (0–1) of the text's non-ASCII characters that speak for the charset, less those that speak against it. */
function weigh(text: string, everyday: RegExp, rare: RegExp): number {
  const strange = count(text, /\P{ASCII}/gu)
  if (strange === 0) return 0
  const impossible = count(text, /[\ufffd\x80-\x9f]/g)
  return (count(text, everyday) - count(text, rare) - 3 * impossible) / strange
}

/** Latin text holds its accents one at a time; other scripts write word after word of high bytes. */
function isSparse(sample: Uint8Array): boolean {
  let runs = 0
  let inRun = false
  for (const byte of sample) {
    if (byte > 0x7f && !inRun) runs++
    inRun = byte > 0x7f
  }
  return highBytes(sample) / runs < 1.5
}

/** The likeliest charset of bytes that are not UTF-8, as iconv-lite calls it. `windows-1252` where nothing speaks louder. */
export function guessCharset(bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte > 0x7f)
  if (first < 0) return 'windows-1252'
  // Begins at the first high byte: whole double-byte characters from there on, as far as ASCII lets us know.
  const sample = bytes.subarray(first, first + SAMPLE)
  if (isSparse(sample)) return 'windows-1252'
  let best = { charset: 'windows-1252', weight: 0.45 }
  for (const { charset, everyday, rare } of CANDIDATES) {
    const weight = weigh(iconv.decode(sample, charset), everyday, rare)
    if (weight > best.weight) best = { charset, weight }
  }
  for (const charset of ['gb18030', 'big5']) {
    // A fifth of the characters being among the commonest is as telling as four fifths of kana and hangul.
    const weight = 4 * weigh(iconv.decode(sample, charset), CHINESE, /[\ue000-\uf8ff]/g)
    if (weight > best.weight) best = { charset, weight }
  }
  return best.charset
}
