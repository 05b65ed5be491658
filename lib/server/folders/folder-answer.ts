/** Folders as the API tells them, in display order. */
import type { Folder, Role } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { ListedFolder } from '#lib/server/imap/list-folders.ts'

const ORDER: readonly Role[] = ['inbox', 'drafts', 'sent', 'archive', 'flagged', 'all', 'junk', 'trash']

const compareNames = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare

/** What a listed folder is over the wire. */
export function folderAnswer(folder: ListedFolder): Folder {
  return {
    id: folderIdOf(folder.path),
    path: folder.path,
    name: folder.name,
    parentId: folder.parentPath === null ? null : folderIdOf(folder.parentPath),
    delimiter: folder.delimiter,
    role: folder.role,
    selectable: folder.selectable,
    subscribed: folder.subscribed,
    total: folder.total,
    unread: folder.unread,
    uidValidity: folder.uidValidity,
    uidNext: folder.uidNext,
    ...(folder.roleBy !== undefined && { roleBy: folder.roleBy }),
    ...(folder.rights !== undefined && { rights: folder.rights }),
  }
}

/** Roles first, then by name as people count (2 before 10), children right behind their parent. */
export function inDisplayOrder(folders: readonly ListedFolder[]): ListedFolder[] {
  const rank = ({ role }: ListedFolder) => (role === null ? ORDER.length : ORDER.indexOf(role))
  const children = Map.groupBy(folders, ({ parentPath }) => parentPath)
  for (const siblings of children.values()) {
    siblings.sort((a, b) => rank(a) - rank(b) || compareNames(a.name, b.name) || (a.path < b.path ? -1 : 1))
  }
  const ordered: ListedFolder[] = []
  const waiting = (children.get(null) ?? []).toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    ordered.push(next)
    for (const child of (children.get(next.path) ?? []).toReversed()) waiting.push(child)
  }
  return ordered
}
