/** The words of the message list. */
import type { Role } from '#lib/api/folders.ts'
import type { Filter, Sort } from '#lib/api/messages.ts'
import { grouped, plural } from './plural.ts'

const roleNames: Partial<Record<Role, string>> = {
  inbox: 'Inbox',
  archive: 'Archive',
  drafts: 'Drafts',
  sent: 'Sent',
  junk: 'Junk',
  trash: 'Trash',
}

const filters: Record<Filter, string> = {
  unread: 'Unread',
  flagged: 'Starred',
  attachments: 'With attachments',
  answered: 'Answered',
}

const sorts: Record<Sort, string> = {
  '-date': 'Newest',
  date: 'Oldest',
  from: 'Sender, A to Z',
  '-from': 'Sender, Z to A',
  subject: 'Subject, A to Z',
  '-subject': 'Subject, Z to A',
  '-size': 'Largest',
  size: 'Smallest',
}

export const listWords = {
  folderName: ({ role, name }: { role: Role | null; name: string }) => (role && roleNames[role]) || name,
  star: 'Star',
  paneWidth: { folders: 'Width of the folders', list: 'Width of the list' },
  forbidden: {
    seen: 'In this folder you may not mark mail as read or unread.',
    flag: 'In this folder you may not star mail.',
    take: 'From this folder you may not move or delete mail.',
    put: 'Into this folder you may not put mail.',
    create: 'In this folder you may not make folders.',
    remove: 'This folder you may not rename, move or delete.',
  },
  unstar: 'Take the star off',
  archive: 'Archive',
  remove: 'Delete',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  moveTo: 'Move to…',
  copyTo: 'Copy to…',
  openInTab: 'Open in a new tab',
  label: 'Label…',
  junk: 'Mark as junk',
  notJunk: 'Not junk',
  more: 'More',
  filters,
  filterMenu: 'Filter',
  sorts,
  sortMenu: 'Sort',
  selectAll: 'Select all',
  recent: 'Recent actions',
  selectMessage: (sender: string) => `Select message from ${sender}`,
  selectConversation: (senders: string) => `Select conversation of ${senders}`,
  showConversations: 'Show as conversations',
  conversation: (count: number) =>
    plural(count, { one: 'Conversation of 1 message', other: 'Conversation of # messages' }),
  wholeConversation: (count: number) =>
    plural(count, { one: 'the whole conversation, 1 message', other: 'the whole conversation, # messages' }),
  newestOfConversation: 'the newest message of the conversation',
  me: 'me',
  search: 'Search mail',
  searchHelp: 'What you can search for',
  clearSearch: 'Clear search',
  unread: (count: number) => plural(count, { one: '1 unread', other: '# unread' }),
  total: grouped,
  rowUnread: 'Unread',
  rowStarred: 'Starred',
  rowAttachment: 'Has attachments',
  rowAnswered: 'Answered',
  loading: 'Loading…',
  noSubject: '(no subject)',
  noSender: '(no sender)',
  toSomebody: (names: string) => `To: ${names}`,
  noSuchRole: (name: string) => `There is no folder ${name} yet`,
  folders: 'Folders',
  openFolders: 'Open folders',
  messagePane: 'Message',
  nothingOpen: 'No message is open',
  nothingOpenText: (key?: string) =>
    key ? `Choose one from the list, or press ${key}.` : 'Choose one from the list.',
  newMail: (count: number, folder: string) =>
    plural(count, { one: `1 new message in ${folder}`, other: `# new messages in ${folder}` }),
  newAbove: (count: number) => plural(count, { one: '1 new', other: '# new' }),
  showNew: 'Go to the top of the list',
  title: (unread: number, folder: string) =>
    `${unread > 0 ? `(${grouped(unread)}) ` : ''}${folder} – Postern`,
}
