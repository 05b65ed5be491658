/** The words of what is attached to a message. */
import { plural } from './plural.ts'

export const attachmentWords = {
  section: (count: number) => plural(count, { one: '# attachment', other: '# attachments' }),
  unnamed: 'Unnamed attachment',
  preview: 'Preview',
  download: 'Download',
  downloadAll: 'Download all',
  downloading: (name: string) => `Downloading ${name}`,
  archive: 'all attachments',
  more: (count: number) =>
    plural(count, {
      one: '# more is in “Download all”.',
      other: '# more are in “Download all”.',
    }),
  amount: (done: string, total: string) => `${done} of ${total}`,
  interrupted: (name: string) =>
    `The download of ${name} was interrupted. Nothing was saved; please try again.`,
  gone: (name: string) => `${name} is no longer there to be downloaded.`,
  // The viewer
  previous: 'Previous attachment',
  next: 'Next attachment',
  place: (at: number, all: number) => `${at} of ${all}`,
  newTab: 'Open in a new tab',
  actualSize: 'Show in actual size',
  fit: 'Fit to the window',
  reading: 'Reading the text…',
  cut: (shown: string) => `Only the first ${shown} are shown. Download the file to read all of it.`,
  emptyText: 'This file is empty.',
  noPreview: 'This kind of file can’t be shown here.',
  notShown: 'This file can’t be shown here. It may be damaged, or of a kind that your browser doesn’t know.',
  noPdf: 'Your browser shows PDF files in a tab of their own.',
} as const
