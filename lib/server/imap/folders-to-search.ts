/** Where to search: the folder that was asked for, or all; `in:` names one by role, name or path. */
import { folderIdOf } from '#lib/api/ids.ts'
import type { SearchQuery } from '#lib/api/messages.ts'
import type { Account } from './account.ts'
import { folderPath } from './folder-path.ts'
import { type ListedFolder, listFolders } from './list-folders.ts'

/**
 * Paths of the folders to look into, the inbox first. Empty ones are left out, and `in:` narrows down what was asked
 * for: naming another folder than the one that is searched finds nothing.
 * @throws MailError not_found where `folder` can be no folder's id
 */
export async function foldersToSearch(
  account: Account,
  folder: SearchQuery['folder'],
  inFolder: string | null,
): Promise<string[]> {
  if (folder !== 'all' && inFolder === null) return [folderPath(folder)]
  const all = (await listFolders(account)).filter(({ selectable, total }) => selectable && total !== 0)
  const asked = folder === 'all' ? all : all.filter(({ path }) => folderIdOf(path) === folder)
  const called = inFolder === null ? asked : calledBy(asked, all, inFolder)
  return called
    .map(({ path }) => path)
    .sort((a, b) => Number(b === 'INBOX') - Number(a === 'INBOX') || (a < b ? -1 : 1))
}

/** A path names one folder; where none has it, a role or a name may name several. Case does not matter. */
function calledBy(
  asked: readonly ListedFolder[],
  all: readonly ListedFolder[],
  word: string,
): ListedFolder[] {
  const wanted = word.normalize('NFC').toLowerCase()
  const fits = (name: string | null) => name?.normalize('NFC').toLowerCase() === wanted
  if (all.some(({ role }) => fits(role))) return asked.filter(({ role }) => fits(role))
  if (all.some(({ path }) => fits(path))) return asked.filter(({ path }) => fits(path))
  return asked.filter(({ name }) => fits(name))
}
