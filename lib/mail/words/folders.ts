/** The words of the folder pane. */
import type { Folder, Role } from '#lib/api/folders.ts'
import { plural } from './plural.ts'

const roleNames: Partial<Record<Role, string>> = {
  inbox: 'Inbox',
  archive: 'Archive',
  drafts: 'Drafts',
  sent: 'Sent',
  junk: 'Junk',
  trash: 'Trash',
  all: 'All mail',
  flagged: 'Starred',
}

const size = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'] as const

export const folderWords = {
  nameOf: ({ role, name }: Pick<Folder, 'role' | 'name'>) => (role && roleNames[role]) || name,
  roleName: (role: Role) => roleNames[role] ?? role,
  pane: 'Folders',
  pinned: 'Pinned folders',
  heading: 'Folders',
  newFolder: 'New folder',
  palette: 'Commands and folders',
  unread: (count: number) => plural(count, { one: '# unread', other: '# unread' }),
  // Which folder is said by the description: a folder called Archive makes no second button of that name.
  expand: 'Show subfolders',
  collapse: 'Hide subfolders',
  actions: 'Folder actions',
  showAll: (count: number) => plural(count, { one: 'Show # more folder', other: 'Show # more folders' }),
  showSubscribed: 'Hide folders not subscribed to',
  loading: 'Loading folders',
  failed: 'The folders could not be read.',
  quota: (used: number, limit: number) => {
    const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, limit)) / 10)))
    const scale = 1024 ** unit
    return `${size.format(used / scale)} of ${size.format(limit / scale)} ${UNITS[unit]} used`
  },
  settings: 'Settings',
  signOut: 'Sign out',
  signOutFailed: 'You could not be signed out, because the server did not answer. Please try again.',
} as const
