import type { LucideIcon } from 'lucide-react'
import { Archive, Folder, Inbox, Mails, PencilLine, Send, Star, Trash2, TriangleAlert } from 'lucide-react'
import type { Role } from '#lib/api/folders.ts'

const DRAWINGS: Record<Role, LucideIcon> = {
  inbox: Inbox,
  archive: Archive,
  drafts: PencilLine,
  sent: Send,
  junk: TriangleAlert,
  trash: Trash2,
  all: Mails,
  flagged: Star,
}

/** The drawing of a folder: its role's, or a folder. */
export function folderIcon(role: Role | null): LucideIcon {
  return role ? DRAWINGS[role] : Folder
}
