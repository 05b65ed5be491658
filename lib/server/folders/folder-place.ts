/** Where a folder is, and where a new name would put it. */
import type { FolderId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { folderWords } from '#lib/mail/words/folder-problems.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import type { ListedFolder } from '#lib/server/imap/list-folders.ts'
import { personalNamespace } from '#lib/server/imap/namespace.ts'

/**
 * The folder of this id among those listed.
 * @throws MailError not_found
 */
export function folderOfId(folders: readonly ListedFolder[], id: FolderId): ListedFolder {
  const path = folderPath(id)
  const found = folders.find((folder) => folder.path === path)
  if (!found) throw new MailError('not_found')
  return found
}

/**
 * The path that `name` has below `parent`, or at the top.
 * @throws MailError bad_request (`name` holds the delimiter), forbidden (nothing can be below `parent`)
 */
export async function pathBelow(
  account: Account,
  parent: ListedFolder | null,
  name: string,
): Promise<string> {
  const { prefix, delimiter } = parent
    ? { prefix: parent.path + parent.delimiter, delimiter: parent.delimiter }
    : await personalNamespace(account)
  if (parent && delimiter === '') throw new MailError('forbidden', { detail: folderWords.noHierarchy })
  const wrong = wrongWith(name, delimiter)
  if (wrong) throw new MailError('bad_request', { issues: [{ path: 'name', message: wrong }] })
  return prefix + name
}

function wrongWith(name: string, delimiter: string): string | null {
  if (delimiter !== '' && name.includes(delimiter)) return folderWords.holdsDelimiter(delimiter)
  // Half a surrogate pair is no character: no server could give the name back.
  return name.isWellFormed() ? null : folderWords.notText
}
