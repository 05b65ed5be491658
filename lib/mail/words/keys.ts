/** The words of the sheet of keys, of the palette's commands and of the settings of both. */

const actions = {
  next: 'Next message',
  previous: 'Previous message',
  open: 'Open the message',
  back: 'Back to the list',
  nextMember: 'Next message of the conversation',
  previousMember: 'Previous message of the conversation',
  select: 'Select the message',
  selectUpTo: 'Select up to here',
  clear: 'Clear the selection',
  archive: 'Archive',
  remove: 'Delete',
  junk: 'Mark as junk, or as not junk',
  star: 'Star, or take the star off',
  read: 'Mark as read',
  unread: 'Mark as unread',
  move: 'Move to…',
  label: 'Label…',
  compose: 'New message',
  reply: 'Reply',
  replyAll: 'Reply to all',
  forward: 'Forward',
  undo: 'Undo the last change',
  goInbox: 'Go to the inbox',
  goStarred: 'Go to starred mail',
  goSent: 'Go to sent mail',
  goDrafts: 'Go to drafts',
  goArchive: 'Go to the archive',
  goJunk: 'Go to junk',
  goTrash: 'Go to the trash',
  search: 'Search mail',
  palette: 'Find a command or a folder',
  keys: 'Show these shortcuts',
}

type Name = keyof typeof actions

/** Everything that has a key, as one looks for it. */
const sections: readonly { title: string; names: readonly Name[] }[] = [
  { title: 'Reading', names: ['next', 'previous', 'open', 'back', 'nextMember', 'previousMember'] },
  {
    title: 'Messages',
    names: ['archive', 'remove', 'junk', 'move', 'label', 'star', 'read', 'unread', 'undo'],
  },
  { title: 'Writing', names: ['compose', 'reply', 'replyAll', 'forward'] },
  { title: 'Selecting', names: ['select', 'selectUpTo', 'clear'] },
  {
    title: 'Going about',
    names: [
      'goInbox',
      'goStarred',
      'goSent',
      'goDrafts',
      'goArchive',
      'goJunk',
      'goTrash',
      'search',
      'palette',
      'keys',
    ],
  },
]

export const keyWords = {
  title: 'Keyboard shortcuts',
  actions,
  sections,
  thenKey: 'then',
  settings: 'Keyboard',
  settingsHint:
    'Single keys act at once. Turn them off where you speak to your device, or press keys by accident.',
  singleKeys: 'Single keys are shortcuts',
  off: 'Off',
  choose: 'Turn single ones off',
  chosen: 'Done',
}
