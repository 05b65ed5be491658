/** The words of what can be done to folders: their menu and its dialogs. */
import { messages, plural } from './plural.ts'

const folders = (count: number) => plural(count, { one: '1 folder', other: '# folders' })

export const folderActs = {
  menu: {
    newInside: 'New folder inside…',
    rename: 'Rename…',
    move: 'Move…',
    markAllRead: 'Mark all as read',
    markAllReadBelow: 'Mark all as read, with subfolders',
    pin: 'Pin to the top',
    unpin: 'Unpin',
    use: 'Use as…',
    subscribe: 'Subscribe',
    unsubscribe: 'Unsubscribe',
    empty: 'Empty…',
    delete: 'Delete…',
  },
  name: 'Folder name',
  where: 'Inside',
  topLevel: 'Top level',
  create: {
    title: 'New folder',
    text: 'Makes an empty folder on your mail server.',
    button: 'Create folder',
    done: (name: string) => `Created ${name}`,
  },
  rename: {
    title: (name: string) => `Rename “${name}”`,
    text: 'Everything in it stays in it.',
    button: 'Rename',
    done: (name: string) => `Renamed to ${name}`,
  },
  move: {
    title: (name: string) => `Move “${name}”`,
    text: 'Moves the folder with everything in it.',
    button: 'Move folder',
    done: (name: string, where: string) => `Moved ${name} to ${where}`,
  },
  use: {
    title: (name: string) => `Use “${name}” as…`,
    text: 'Your mail server does not say what this folder is for. What you choose holds in Postern, on every device.',
    button: 'Use',
    byName: 'As its name says',
    done: (name: string, role: string) => `${name} is used as ${role} now`,
    doneByName: (name: string) => `${name} is used as its name says`,
  },
  remove: {
    title: (name: string) => `Delete “${name}”?`,
    text: (folderCount: number, messageCount: number) =>
      messageCount === 0 && folderCount === 1
        ? 'Deletes this empty folder.'
        : `Deletes ${folders(folderCount)} and ${messages(messageCount)} for good.`,
    goes: 'These folders go',
    andMore: (count: number) => plural(count, { one: 'and # more', other: 'and # more' }),
    button: (folderCount: number, messageCount: number) =>
      `Delete ${folderCount === 1 ? 'folder' : folders(folderCount)}${messageCount > 0 ? ` and ${messages(messageCount)}` : ''}`,
    done: (name: string) => `Deleted ${name}`,
  },
  empty: {
    title: (name: string) => `Empty “${name}”?`,
    text: (count: number) =>
      `Deletes ${messages(count)} for good. The folder stays, and so do folders in it.`,
    button: (count: number) => `Delete ${messages(count)}`,
    done: (count: number, name: string) => `Deleted ${messages(count)} from ${name}`,
  },
  markedRead: (name: string) => `Marked all in ${name} as read`,
  markedReadBelow: (name: string) => `Marked all in ${name} and its subfolders as read`,
  subscribed: (name: string) => `Subscribed to ${name}`,
  unsubscribed: (name: string) => `Unsubscribed from ${name}`,
  errors: {
    noName: 'Give the folder a name.',
    tooLong: 'This name is too long.',
    control: 'A name cannot hold control characters.',
    delimiter: (delimiter: string) => `A name cannot hold “${delimiter}” here: it separates folders.`,
    exists: (name: string) => `There is already a folder called “${name}” there.`,
    refused: (words: string) => `The mail server refused: ${words}`,
  },
} as const
