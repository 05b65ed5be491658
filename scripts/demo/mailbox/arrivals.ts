/** Mail that comes while one looks. */
import type { Letter } from './letter.ts'
import {
  ASTRID,
  ELIF,
  JONAS,
  KOFI,
  LIWEI,
  MARA,
  MEI,
  NOOR,
  OSKAR,
  type Person,
  PRIYA,
  YUMI,
} from './people.ts'

const ARRIVALS: [from: Person, subject: string, text: string][] = [
  [MEI, 'Soy sauce emergency', 'Do you have any? I have twelve guests and a teaspoon.\n\nMei'],
  [OSKAR, 'Boots', 'Found your left boot in my trunk. Are you walking in circles?\n\nO.'],
  [
    NOOR,
    'Week 50 is yours',
    'The slot is written in pen now. I come on Monday with the tall cupboard, and with my nephew, who carries it.\n\nNoor',
  ],
  [PRIYA, 'Re: Signs for the reading room', 'They are up! A child read one aloud, very quietly.\n\nPriya'],
  [
    { name: 'Deutsche Bahn', address: 'noreply@bahn.example' },
    'Gleiswechsel: ICE 548',
    'Ihr Zug fährt heute ab Gleis 11 statt Gleis 13. Wagen 24 hält im Abschnitt D.',
  ],
  [ASTRID, 'Dishes, amendment', 'Oskar has asked for Wednesday off. Denied.\n\nAstrid'],
  [
    YUMI,
    'ありがとうございます',
    'サム様\n\n火曜日の午後三時で承知いたしました。お会いできるのを楽しみにしております。\n\n山本',
  ],
  [
    KOFI,
    'The maps',
    'Page one is scanned. There is a note in the margin in his hand, and I had to sit down for a moment.\n\nKofi',
  ],
  [JONAS, 'Cake received', 'Then the invoice is settled. The plate I keep as interest.\n\nJonas'],
  [
    MARA,
    'Keys on Monday, noon',
    'Confirmed. Bring identification and the certificate; I bring the champagne.\n\nMara',
  ],
  [ELIF, 'Number seven won', 'By the door. You were right, do not let it go to your head.\n\nElif'],
  [LIWEI, '海报很漂亮', '山姆：\n\n新的红色好极了，就用这个版本印吧。\n\n李伟'],
  [
    { name: 'Paketdienst', address: 'sendung@paket.example' },
    'Your parcel arrives today',
    'Between 14:00 and 16:00, or whenever you are in the shower.',
  ],
]

/** The `index`-th letter to come, written at `at`; they begin again after the last. */
export function arrival(index: number, at: Date): Letter {
  const [from, subject, text] = ARRIVALS[index % ARRIVALS.length] ?? [MEI, 'Hello', 'Hello!']
  return { from, subject, text, at }
}
