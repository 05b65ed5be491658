/** The words of the sheet of keys. */
export const keyWords = {
  title: 'Keyboard shortcuts',
  actions: {
    next: 'Next message',
    previous: 'Previous message',
    open: 'Open the message',
    back: 'Back to the list',
    select: 'Select the message',
    archive: 'Archive',
    remove: 'Delete',
    junk: 'Mark as junk',
    star: 'Star, or take the star off',
    read: 'Mark as read',
    unread: 'Mark as unread',
    move: 'Move to…',
    search: 'Search mail',
    undo: 'Undo the last change',
    clear: 'Clear the selection',
    keys: 'Show these shortcuts',
  },
  names: { Enter: 'Enter', Escape: 'Esc', I: 'Shift I', U: 'Shift U' } as Partial<Record<string, string>>,
}
