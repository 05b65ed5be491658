import type { windowWords } from '#lib/mail/words/writing-window.ts'

/** A field of recipients. */
export type FieldName = keyof typeof windowWords.fields

/** All of them, from the top. */
export const FIELDS: readonly FieldName[] = ['to', 'cc', 'bcc']
