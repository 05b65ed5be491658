/** The words of an open message. */
import { plural } from './plural.ts'

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const
const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 })

/** 422000 → "412 KB". Powers of 1,024, two digits below ten. */
export function sizeWords(bytes: number): string {
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  if (unit === 0) return plural(value, { one: '# byte', other: '# bytes' })
  return `${value < 10 ? number.format(value) : Math.round(value)} ${units[unit]}`
}

export const messageWords = {
  frame: 'Message',
  toolbar: 'Message actions',
  back: 'Back to the list',
  archive: 'Archive',
  delete: 'Delete',
  junk: 'Mark as junk',
  notJunk: 'Not junk',
  read: 'Mark as read',
  unread: 'Mark as unread',
  move: 'Move to…',
  copy: 'Copy to…',
  label: 'Label…',
  star: 'Star',
  more: 'More actions',
  allHeaders: 'All headers',
  source: 'Raw source',
  previous: 'Previous message',
  next: 'Next message',
  print: 'Print',
  saveEml: 'Save as .eml',
  asText: 'View as plain text',
  asHtml: 'View with formatting',
  originalColours: 'Show original colours',
  darkColours: 'Show dark colours',
  fullSize: 'Full size',
  fitted: 'Fit to width',
  wideMail: 'Message, wider than its place',
  showQuoted: 'Show quoted text',
  hideQuoted: 'Hide quoted text',
  showRest: (size: string) => `Show the rest (${size})`,
  noSubject: '(no subject)',
  noSender: '(no sender)',
  me: 'me',
  to: 'to',
  toNobody: 'to undisclosed recipients',
  andMore: (count: number) => plural(count, { one: 'and # more', other: 'and # more' }),
  showRecipients: 'Show all recipients',
  hideRecipients: 'Hide recipients',
  fields: {
    from: 'From',
    sender: 'Sent by',
    replyTo: 'Reply to',
    to: 'To',
    cc: 'Cc',
    bcc: 'Bcc',
    date: 'Date',
  },
  imagesBlocked: (count: number) =>
    plural(count, {
      one: "# remote image is not loaded, so the sender can't see that you read this.",
      other: "# remote images are not loaded, so the sender can't see that you read this.",
    }),
  imagesBlockedShort: (count: number) =>
    plural(count, { one: '# remote image not loaded', other: '# remote images not loaded' }),
  imagesFailed: 'The images could not be loaded. The message itself is complete.',
  imagesMissing: (count: number) =>
    plural(count, {
      one: '# image could not be loaded safely and is left out.',
      other: '# images could not be loaded safely and are left out.',
    }),
  loadImages: 'Load images',
  loadingImages: 'Loading images…',
  leadsTo: (host: string) => `leads to ${host}`,
  loading: 'Loading the message',
  slow: 'Still waiting for the mail server…',
  empty: 'This message has no text.',
  cannotShow:
    'This message cannot be shown safely at the moment. Please check your connection and open it again.',
  gone: 'This message is no longer here',
  goneHint: 'It was moved or deleted, perhaps by another device.',
  failed: 'The message could not be opened',
  backToList: 'Back to the list',
  headersTitle: 'All headers',
  headersHint: 'As the sender and the servers on the way wrote them.',
  sourceTitle: 'Raw source',
  sourceHint: 'The message exactly as the mail server keeps it.',
  sourceCut: (shown: string, all: string) => `The first ${shown} of ${all} are shown.`,
  sourceLoading: 'Reading the source…',
  sourceDownload: 'Download as .eml',
} as const
