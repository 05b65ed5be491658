import type { LucideIcon } from 'lucide-react'
import { Archive, File, Folder, Inbox, Mails, OctagonAlert, Send, Star, Trash2 } from 'lucide-react'
import type { Role } from '#lib/api/folders.ts'

const DRAWINGS: Record<Role, LucideIcon> = {
  inbox: Inbox,
  archive: Archive,
  drafts: File,
  sent: Send,
  junk: OctagonAlert,
  trash: Trash2,
  all: Mails,
  flagged: Star,
}

/** The drawing of a folder: its role's, or a folder. */
export function folderIcon(role: Role | null): LucideIcon {
  return role ? DRAWINGS[role] : Folder
}
