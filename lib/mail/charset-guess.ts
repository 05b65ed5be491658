/**
 * Which legacy charset unlabelled 8-bit bytes are probably in. Each candidate decodes a sample, and the characters that
 * come out are weighed: the everyday ones of a script speak for it, the rare ones and impossible bytes against it.
 */
import iconv from 'iconv-lite'

const SAMPLE = 4096

/** `everyday`: characters that speak for the charset; `share`: how much of a usual text they make up (0–1). */
type Candidate = { charset: string; everyday: RegExp; share: number; rare: RegExp }

// The most used characters of written Chinese and syllables of Korean.
const CHINESE =
  /[的一是不了人我在有他这為为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小軍军二无同么經经法当起与好看学进种将还分此心前面又定见只主没公从這來个們說國時會後對裡過發無當學種還見沒從個將进請请謝谢]/g
const KOREAN =
  /[이다는을의에가한하고지를로도사기은어리아그시나자대서인으면만보해일정수있게것들니라부전제여구관장내주요과상원동공마스계세미용연할했습오안성위생물우비말무유조국선경등신중금명민당]/g
const CYRILLIC = /[а-яё]/g
const KANA = /[\u3040-\u30ff、。]/g
const PRIVATE = /[\ue000-\uf8ff]/g

const CANDIDATES: readonly Candidate[] = [
  { charset: 'shift_jis', everyday: KANA, share: 0.6, rare: /[\uff61-\uff9f\ue000-\uf8ff]/g },
  { charset: 'euc-jp', everyday: KANA, share: 0.6, rare: /[\uff61-\uff9f\ue000-\uf8ff]/g },
  { charset: 'cp949', everyday: KOREAN, share: 0.6, rare: /[\u4e00-\u9fff\ue000-\uf8ff\u3040-\u30ff]/g },
  { charset: 'gb18030', everyday: CHINESE, share: 0.3, rare: PRIVATE },
  { charset: 'big5', everyday: CHINESE, share: 0.3, rare: PRIVATE },
  { charset: 'koi8-r', everyday: CYRILLIC, share: 0.9, rare: /[\u2500-\u25ff]/g },
  { charset: 'windows-1251', everyday: CYRILLIC, share: 0.9, rare: /[Ѐ-Џѐђ-џ¤-ÿ]/g },
]

/** How many high bytes the sample has. */
function highBytes(sample: Uint8Array): number {
  let high = 0
  for (const byte of sample) if (byte > 0x7f) high++
  return high
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** How like its script a text looks: 1 is as usual; what is rare or impossible in it speaks against it. */
function weigh(text: string, { everyday, share, rare }: Candidate): number {
  const strange = count(text, /\P{ASCII}/gu)
  if (strange === 0) return 0
  const impossible = count(text, /[\ufffd\x80-\x9f]/g)
  return (count(text, everyday) - count(text, rare) - 3 * impossible) / strange / share
}

/** Latin text holds its accents one at a time; other scripts write word after word of high bytes. */
function isSparse(sample: Uint8Array): boolean {
  let runs = 0
  let inRun = false
  for (const byte of sample) {
    if (byte > 0x7f && !inRun) runs++
    inRun = byte > 0x7f
  }
  return highBytes(sample) < 4 || highBytes(sample) / runs < 1.5
}

/** The likeliest charset of bytes that are not UTF-8, as iconv-lite calls it. `windows-1252` where nothing speaks louder. */
export function guessCharset(bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte > 0x7f)
  if (first < 0) return 'windows-1252'
  // Begins at the first high byte: whole double-byte characters from there on, as far as ASCII lets us know.
  const sample = bytes.subarray(first, first + SAMPLE)
  if (isSparse(sample)) return 'windows-1252'
  let best = { charset: 'windows-1252', weight: 0.5 }
  for (const candidate of CANDIDATES) {
    const weight = weigh(iconv.decode(sample, candidate.charset), candidate)
    if (weight > best.weight) best = { charset: candidate.charset, weight }
  }
  return best.charset
}
