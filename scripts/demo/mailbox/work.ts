/** Letters about work: meetings, invoices, signs, keys. */
import type { Calendar } from './chance.ts'
import { conversation } from './conversation.ts'
import { invitation, pdf } from './documents.ts'
import type { Letter } from './letter.ts'
import { ELIF, INES, JONAS, KOFI, LUCIA, ME, MEI, OSKAR, PIOTR, PRIYA, TOM } from './people.ts'
import { landscape } from './pictures.ts'

function meetings({ daysAgo, hoursAgo, dayIn, stampIn }: Calendar): Letter[] {
  const review = {
    title: 'Wayfinding review',
    place: 'Bright & Söns, Köpenicker Str. 3, 2nd floor',
    from: stampIn(3, '09:00'),
    to: stampIn(3, '10:30'),
    organiser: PRIYA,
    guests: [ME, TOM],
  }
  const opening = {
    title: 'Opening: Light on Paper',
    place: 'Kaya Foto, Weserstr. 51',
    from: stampIn(11, '18:00'),
    to: stampIn(11, '21:00'),
    organiser: ELIF,
    guests: [ME, MEI, OSKAR],
  }
  return [
    {
      from: PRIYA,
      subject: 'Invitation: Wayfinding review',
      at: hoursAgo(5.2),
      calendar: invitation(review),
      flags: [],
      text: `Hi Sam,\n\nround two of the signs, on ${dayIn(3)} from 9:00 to 10:30 UTC. Please bring the dark variants.\n\nPriya`,
    },
    {
      from: ELIF,
      subject: 'You are invited: Light on Paper',
      at: daysAgo(3, '14:20'),
      calendar: invitation(opening),
      flags: ['\\Seen', '\\Flagged'],
      text: 'Come, drink something, tell me which one hangs crooked.\n\nElif',
    },
    {
      from: ELIF,
      subject: 'Photos from the opening',
      at: daysAgo(2, '17:25'),
      flags: ['\\Seen', '\\Flagged'],
      text: "I put the full set in the archive; these are the nine I'd print. Numbers four and seven fight for the wall by the door, and I can't be the one to decide.\n\nElif",
      enclosures: [31, 32, 33, 34, 35, 36, 37, 38, 39].map((seed, index) => ({
        name: `Opening ${index + 1}.png`,
        type: 'image/png',
        bytes: landscape(seed),
      })),
    },
    {
      from: JONAS,
      subject: 'Invoice 2026-118',
      at: daysAgo(3, '11:02'),
      flags: ['\\Seen'],
      text: 'Hi Sam,\n\nThanks again for the quick turnaround. Payment terms as always: 14 days, or a cake.\n\nThe uncoated stock was 4 % dearer than quoted; I have eaten that, since you waited so kindly.\n\nJonas',
      enclosures: [
        pdf('Invoice 2026-118.pdf', 'Invoice 2026-118', [
          'Weber Print, Lausitzer Str. 10, Berlin',
          '',
          '250 posters, 50 x 70, uncoated         412,00 €',
          '1000 cards, letterpress                386,00 €',
          'Delivery by bicycle                      0,00 €',
          '',
          'Total, 19 % VAT included               798,00 €',
        ]),
      ],
    },
  ]
}

function studio({ daysAgo, hoursAgo }: Calendar): Letter[] {
  return [
    ...conversation(
      'Signs for the reading room',
      [PRIYA, TOM],
      [
        {
          from: TOM,
          at: daysAgo(12, '09:30'),
          flags: ['\\Seen'],
          text: 'Sam, the library says "Quiet area" sounds like a threat. Ideas?\n\nTom',
        },
        {
          from: ME,
          at: daysAgo(12, '10:12'),
          text: '"Reading." One word, lower case, big. People lower their voices by themselves.\n\nSam',
        },
        {
          from: PRIYA,
          at: daysAgo(11, '15:44'),
          flags: ['\\Seen'],
          text: 'They love it. They also want it in six languages, so: bigger sign, or smaller type?\n\nPriya',
        },
        {
          from: ME,
          at: daysAgo(11, '16:20'),
          text: 'Six small signs, one on each table. Nobody reads walls.\n\nSam',
        },
        {
          from: TOM,
          at: daysAgo(10, '08:05'),
          flags: ['\\Seen', '\\Flagged'],
          text: 'Approved. Order 48.\n\nTom',
        },
      ],
    ),
    ...conversation(
      'Keys and alarm',
      [LUCIA],
      [
        {
          from: LUCIA,
          at: daysAgo(5, '13:10'),
          flags: ['\\Seen'],
          text: 'Hej Sam,\n\nthe alarm company comes on the 30th. Somebody has to be there between eight and noon; you know how they are.\n\nLucía',
        },
        { from: ME, at: daysAgo(5, '13:55'), text: 'I will be there with coffee and a book.\n\nSam' },
        {
          from: LUCIA,
          at: daysAgo(1, '10:31'),
          flags: [],
          text: 'They moved it to the 1st. Same hours. Same book, I suppose.\n\nLucía',
        },
      ],
    ),
    {
      from: INES,
      subject: 'Lisboa: paredes e luz',
      at: daysAgo(13, '09:09'),
      flags: ['\\Seen'],
      text: 'Olá Sam,\n\nas paredes do átrio já estão pintadas e a luz da manhã é exactamente como desenhaste. Mando fotografias na segunda-feira.\n\nAbraço,\nInês',
      enclosures: [{ name: 'Átrio, manhã.png', type: 'image/png', bytes: landscape(41) }],
    },
    {
      from: KOFI,
      subject: 'Borrowing the big scanner?',
      at: hoursAgo(8),
      flags: [],
      text: 'Hey Sam, could I borrow the A2 scanner for the weekend? I found my grandfather’s maps of Accra, 1934, and they won’t survive another winter in that drawer.\n\nI pay in jollof.\n\nKofi',
    },
    {
      from: PIOTR,
      subject: 'Krótkie pytanie o czcionkę',
      at: daysAgo(7, '12:00'),
      flags: ['\\Seen'],
      text: 'Cześć Sam,\n\nczy ten krój ma też „ż”, „ź” i „ł” w wersji kapitalikowej? W próbce ich nie widzę.\n\nPozdrawiam\nPiotr',
    },
  ]
}

/** Work as it comes in. */
export function work(calendar: Calendar): Letter[] {
  return [...meetings(calendar), ...studio(calendar)]
}
