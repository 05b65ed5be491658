/** `GET /api/folders`. */
import type { FolderList } from '#lib/api/folders.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { listFolders } from '#lib/server/imap/list-folders.ts'
import { folderAnswer, inDisplayOrder } from './folder-answer.ts'

/** Every folder, subscribed or not, in display order. */
export async function readFolders({ account }: { account: Account }): Promise<FolderList> {
  const folders = await listFolders(account)
  return { folders: inDisplayOrder(folders).map(folderAnswer) }
}
