/** Puts the demo's letters into a store: who wrote what, and where it was filed. */
import type { MailStore } from '../imap/mail-store.ts'
import { abroad } from './abroad.ts'
import { type Calendar, calendarAt } from './chance.ts'
import { answersTo, clientLetters } from './clients.ts'
import { family, lettersFromHome } from './family.ts'
import { compose, type Letter } from './letter.ts'
import { newsletters } from './newsletters.ts'
import { junk, notices } from './notices.ts'
import { ME, MEI, NOOR } from './people.ts'
import { plans } from './plans.ts'
import { lisboa, papers, receipts } from './receipts.ts'
import { work } from './work.ts'

const SEEN = ['\\Seen']
const DAY = 86_400_000

const FOLDERS: [path: string, role: string | null][] = [
  ['Drafts', '\\Drafts'],
  ['Sent', '\\Sent'],
  ['Archive', '\\Archive'],
  ['Junk', '\\Junk'],
  ['Trash', '\\Trash'],
  ['Family', null],
  ['Receipts', null],
  ['Travel', null],
  ['Travel/Lisboa 2025', null],
  ['Newsletters', null],
]

/** A folder and the letters that lie in it. */
type Pile = { folder: string; letters: Letter[] }

function drafts({ daysAgo, hoursAgo }: Calendar): Letter[] {
  const draft = (to: typeof NOOR, subject: string, text: string, at: Date): Letter => ({
    from: ME,
    to: [to],
    subject,
    text,
    at,
    flags: ['\\Draft', '\\Seen'],
  })
  return [
    draft(NOOR, 'Re: Kitchen quote, second version', 'Hi Noor,\n\nyes to week 50, and yes to', hoursAgo(0.5)),
    draft(MEI, 'Saturday', 'I can bring the big pot, or', daysAgo(2)),
  ]
}

function trash({ daysAgo }: Calendar): Letter[] {
  return Array.from({ length: 12 }, (_, back) => ({
    from: { name: 'Fitness am Kanal', address: 'team@fitness.example' },
    subject: ['We miss you', 'We still miss you', 'Three weeks free'][back % 3] ?? '',
    text: 'Your locker wonders where you are. Come back in November and pay in January.',
    at: daysAgo(3 + back * 2),
    flags: SEEN,
  }))
}

/** What is older than `days` is filed away; the rest stays in the inbox. */
function split(letters: Letter[], now: Date, days: number): { fresh: Letter[]; old: Letter[] } {
  const isFresh = ({ at }: Letter) => now.getTime() - at.getTime() < days * DAY
  return { fresh: letters.filter(isFresh), old: letters.filter((letter) => !isFresh(letter)) }
}

function piles(now: Date, imageBase: string): Pile[] {
  const calendar = calendarAt(now)
  const people = [...plans(calendar, imageBase), ...family(calendar), ...work(calendar), ...abroad(calendar)]
  const news = split(newsletters(calendar, imageBase), now, 45)
  const bought = split(receipts(calendar), now, 60)
  const told = split(notices(calendar), now, 80)
  const clients = clientLetters(calendar)
  const office = papers(calendar)
  const travel = office.filter(({ subject }) => subject.includes('Booking'))
  return [
    { folder: 'Junk', letters: junk(calendar, imageBase) },
    { folder: 'Trash', letters: trash(calendar) },
    { folder: 'Drafts', letters: drafts(calendar) },
    { folder: 'Sent', letters: [...people.filter(({ from }) => from === ME), ...answersTo(clients)] },
    { folder: 'Family', letters: lettersFromHome(calendar) },
    { folder: 'Travel/Lisboa 2025', letters: lisboa(calendar) },
    { folder: 'Travel', letters: travel },
    { folder: 'Newsletters', letters: news.old },
    { folder: 'Receipts', letters: bought.old },
    { folder: 'Archive', letters: told.old },
    ...[...new Set(clients.map(({ folder }) => folder))].map((folder) => ({
      folder,
      letters: clients.filter((each) => each.folder === folder).map(({ letter }) => letter),
    })),
    {
      folder: 'INBOX',
      letters: [
        ...people.filter(({ from }) => from !== ME),
        ...office.filter((letter) => !travel.includes(letter)),
        ...news.fresh,
        ...bought.fresh,
        ...told.fresh,
      ],
    },
  ]
}

/** Unread are the letters that say so, and what nobody had time for in the last days. */
function flagsOf(letter: Letter, now: Date): string[] {
  if (letter.flags) return letter.flags
  return now.getTime() - letter.at.getTime() < 8 * DAY && letter.from !== ME ? [] : SEEN
}

/** Fills `store`, oldest letters first. `imageBase` is where the newsletters' pictures are. */
export function fillMailbox(store: MailStore, now: Date, imageBase: string): void {
  for (const [path, role] of FOLDERS) store.create(path, role)
  for (const { folder: path, letters } of piles(now, imageBase)) {
    store.create(path, null)
    const folder = store.folders.get(path)
    for (const letter of letters.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
      if (folder) store.append(folder, compose(letter), flagsOf(letter, now), letter.at)
    }
  }
}
