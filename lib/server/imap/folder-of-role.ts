/** Where archived, deleted, sent mail goes: found, or made on first use. */
import type { Role } from '#lib/api/folders.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from './account.ts'
import { createFolder } from './create-folder.ts'
import { type MakeableRole, NEW_FOLDER_NAMES } from './folder-role.ts'
import { listFolderNames } from './list-folders.ts'
import { personalNamespace } from './namespace.ts'

/**
 * The folder of a role, made and subscribed where there is none.
 * @returns its path
 * @throws MailError not_found (`all`, `flagged`: only a server can make these), refused, unavailable
 */
export async function folderOfRole(account: Account, role: Role): Promise<string> {
  if (role === 'inbox') return 'INBOX'
  const folders = await listFolderNames(account)
  const found = folders.find((folder) => folder.role === role)
  if (found) return found.path
  if (!isMakeable(role)) throw new MailError('not_found')
  const { prefix } = await personalNamespace(account)
  const path = `${prefix}${NEW_FOLDER_NAMES[role]}`
  await createFolder(account, path, role)
  return path
}

function isMakeable(role: Role): role is MakeableRole {
  return role in NEW_FOLDER_NAMES
}
