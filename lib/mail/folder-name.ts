/** What may be a folder's name: the API's own rule, in words, before anything is sent. */
import { NewFolder } from '#lib/api/folders.ts'
import type { MailError } from './mail-error.ts'
import { folderActs } from './words/folder-acts.ts'

/** What is wrong with a name, as a sentence, or null. `delimiter` is the server's; `""` where it has none. */
export function wrongFolderName(name: string, delimiter: string): string | null {
  const { errors } = folderActs
  if (name.trim() === '') return errors.noName
  if (delimiter !== '' && name.includes(delimiter)) return errors.delimiter(delimiter)
  if (name.length > 255) return errors.tooLong
  return NewFolder.safeParse({ name }).success ? null : errors.control
}

/** Why the server didn't do it, as a sentence. `name`: what a folder that stands in the way is called, if one can. */
export function folderProblem(error: MailError, name: string | null): string {
  const { errors } = folderActs
  if (error.code === 'conflict' && name !== null) return errors.exists(name)
  if (error.code === 'refused') return errors.refused(error.detail)
  return error.issues?.[0]?.message ?? error.detail
}
