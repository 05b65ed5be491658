/** Which folder is used for what, where the mail server does not say (RFC 6154): the user may. */
import type { Folder, Role } from '#lib/api/folders.ts'
import type { AssignedRole } from '#lib/api/settings.ts'

const ASSIGNABLE = [
  'archive',
  'drafts',
  'sent',
  'junk',
  'trash',
] as const satisfies readonly AssignedRole['role'][]

/** The roles that the server itself gave to no folder. */
export function rolesToAssign(folders: readonly Folder[]): AssignedRole['role'][] {
  const fixed = new Set<Role | null>(
    folders.flatMap(({ role, roleBy }) => (roleBy === 'server' ? [role] : [])),
  )
  return ASSIGNABLE.filter((role) => !fixed.has(role))
}

/** Whether this folder may be given a role: one's own, with mail in it, and of no role by the server. */
export function mayHaveRole({ roleBy, selectable, rights }: Folder, folders: readonly Folder[]): boolean {
  return selectable && roleBy !== 'server' && rights === undefined && rolesToAssign(folders).length > 0
}
