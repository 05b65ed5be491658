/** The folders as the pane shows them: the ones with a role first, the others as a tree below. */
import type { Folder, Role } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'

export type FolderNode = {
  folder: Folder
  children: FolderNode[]
  /** Unread messages in all that lies below: what a closed folder shows in addition to its own. */
  unreadBelow: number
}

export type FolderTree = {
  /** What the user pinned, in that order, without what lies below. */
  pins: FolderNode[]
  roles: FolderNode[]
  own: FolderNode[]
  /** How many folders are left out because nobody subscribed to them. */
  hidden: number
}

/**
 * Builds the tree, in the order of the list. What lies below the inbox is shown beside it: on servers with an
 * `INBOX.` prefix that is everything. Folders that aren't subscribed are left out unless `all`, or unless something
 * shown lies below them, or `current` is one of them.
 */
export function folderTree(
  folders: readonly Folder[],
  { all, current, pinned = [] }: { all: boolean; current: FolderId | null; pinned?: readonly FolderId[] },
): FolderTree {
  const nodes = new Map<FolderId, FolderNode>(
    folders.map((folder) => [folder.id, { folder, children: [], unreadBelow: 0 }]),
  )
  const roles: FolderNode[] = []
  const own: FolderNode[] = []
  for (const node of nodes.values()) {
    const { role, parentId } = node.folder
    const parent = parentId === null ? undefined : nodes.get(parentId)
    if (role) roles.push(node)
    else if (!parent || parent.folder.role === 'inbox') own.push(node)
    else parent.children.push(node)
  }
  let hidden = 0
  const wanted = (node: FolderNode): boolean => {
    const { folder } = node
    node.children = node.children.filter(wanted)
    node.unreadBelow = node.children.reduce(
      (sum, { folder: { unread }, unreadBelow }) => sum + (unread ?? 0) + unreadBelow,
      0,
    )
    if (folder.role || node.children.length > 0 || folder.id === current) return true
    // A mere step of a path, whose folders with a role are shown above.
    if (!folder.selectable && folders.some(({ parentId }) => parentId === folder.id)) return false
    if (folder.subscribed || all) return true
    hidden++
    return false
  }
  const pins = pinned.flatMap((id) => {
    const { folder } = nodes.get(id) ?? {}
    return folder?.selectable ? [{ folder, children: [], unreadBelow: 0 }] : []
  })
  return { pins, roles: roles.filter(wanted), own: own.filter(wanted), hidden }
}

/** A folder and all below it, as the list has them. */
export function withDescendants(folders: readonly Folder[], id: FolderId): Folder[] {
  const inside = new Set([id])
  // Children stand behind their parent.
  for (const folder of folders)
    if (folder.parentId !== null && inside.has(folder.parentId)) inside.add(folder.id)
  return folders.filter((folder) => inside.has(folder.id))
}

/** "Clients / Hamngatan studio": the names down to a folder. */
export function folderTrail(folders: readonly Folder[], id: FolderId): Folder[] {
  const trail: Folder[] = []
  let at: FolderId | null = id
  while (at !== null && trail.length < 100) {
    const folder: Folder | undefined = folders.find((one) => one.id === at)
    if (!folder) break
    trail.unshift(folder)
    at = folder.parentId
  }
  return trail
}

/** Whether a folder is the one of a role, or lies in it. */
export function isOfRole(
  folders: readonly Pick<Folder, 'id' | 'parentId' | 'role'>[],
  role: Role,
  folderId: FolderId | null,
): boolean {
  for (let at = folderId, steps = 0; at !== null && steps < 100; steps++) {
    const folder = folders.find(({ id }) => id === at)
    if (folder?.role === role) return true
    at = folder?.parentId ?? null
  }
  return false
}
