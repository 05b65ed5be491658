/** A corpus of odd mail: a folder with `mail/*.eml` and `expected.json`, which says what a reader should show. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'

const Addresses = z.array(
  z.object({ name: z.string(), address: z.string(), first_only: z.boolean().optional() }),
)

const Files = z.array(
  z.object({
    filename: z.string().nullable(),
    content_type: z.string().nullable(),
    sha256: z.string().optional(),
    sha256_nl: z.string().optional(),
    text_norm_sha256: z.string().optional(),
    bytes_ok: z.boolean().optional(),
  }),
)

// hard: independent readers agree · single: one reader · disputed: any of `accept` · soft: a hint only.
const Tier = z.enum(['hard', 'single', 'disputed', 'soft'])

const field = <T extends z.ZodType>(value: T) =>
  z.object({ tier: Tier, value, accept: z.array(z.object({ value })).optional() }).optional()

const Fields = z.object({
  subject: field(z.string().nullable()),
  from: field(Addresses),
  to: field(Addresses),
  cc: field(Addresses),
  date: field(z.number().nullable()),
  text: field(z.string().nullable()),
  html: field(z.boolean()),
  attachments: field(Files),
})

const Corpus = z.array(z.object({ file: z.string(), fields: Fields }))

export type ExpectedMessage = z.infer<typeof Corpus>[number]
export type FieldName = keyof z.infer<typeof Fields>
export type ExpectedAddress = z.infer<typeof Addresses>[number]
export type ExpectedFile = z.infer<typeof Files>[number]
export type Tier = z.infer<typeof Tier>

/** `POSTERN_CORPUS`, else the folder beside the project; null where there is none. */
export function corpusFolder(): string | null {
  const named = process.env.POSTERN_CORPUS
  const folder = resolve(named ?? new URL('../../../shared/messages', import.meta.url).pathname)
  if (existsSync(join(folder, 'expected.json'))) return folder
  if (named) throw new Error(`${folder} holds no expected.json`)
  return null
}

/** The messages of a corpus with their sources. */
export function readCorpus(folder: string): { expected: ExpectedMessage; raw: Buffer }[] {
  const corpus = Corpus.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')))
  return corpus.map((expected) => ({ expected, raw: readFileSync(join(folder, expected.file)) }))
}
