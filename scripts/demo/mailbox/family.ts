/** Letters of the family. */
import type { Calendar } from './chance.ts'
import { conversation } from './conversation.ts'
import { csv } from './documents.ts'
import type { Letter } from './letter.ts'
import { ASTRID, DAD, ME } from './people.ts'
import { landscape } from './pictures.ts'

/** What the family writes these days. */
export function family({ daysAgo, hoursAgo, dayIn }: Calendar): Letter[] {
  return [
    ...conversation(
      'Christmas: who sleeps where',
      [ASTRID, DAD],
      [
        {
          from: ASTRID,
          at: daysAgo(9, '20:10'),
          flags: ['\\Seen'],
          text: 'Dear all,\n\nwe are eleven this year. I have beds for nine and a half (the half is the sofa; Dad knows it).\n\nWho brings a mattress?\n\nAstrid',
        },
        {
          from: DAD,
          at: daysAgo(9, '21:30'),
          flags: ['\\Seen', '\\Answered'],
          text: 'I shall take the sofa. It and I have reached an understanding.\n\nHenrik',
        },
        {
          from: ME,
          at: daysAgo(8, '07:55'),
          text: 'We bring two mattresses and the good cheese. Arriving on the 23rd, late.',
        },
        {
          from: ASTRID,
          at: daysAgo(4, '22:02'),
          flags: ['\\Flagged', '\\Seen'],
          text: 'Perfect. Dad: the sofa has a new cover, please take your shoes off.\n\nI attach the rota for the dishes. No swaps.',
          enclosures: [
            csv('Dishes.csv', [
              ['Day', 'Wash', 'Dry'],
              ['24', 'Sam', 'Astrid'],
              ['25', 'Henrik', 'Mei'],
              ['26', 'Oskar', 'Sam'],
            ]),
          ],
        },
      ],
    ),
    {
      from: DAD,
      subject: 'The telescope',
      at: daysAgo(1, '06:40'),
      flags: ['\\Seen'],
      text: `Sam,\n\nSaturn stands high in the south-west until about nine these evenings, rings nearly edge-on. I can lend you the small refractor, if you promise to let it cool before you look.\n\nI am in town on ${dayIn(4)}.\n\nDad`,
    },
    {
      from: ASTRID,
      subject: 'Grandma’s apple cake, finally typed',
      at: hoursAgo(30),
      flags: ['\\Flagged', '\\Seen'],
      text: '1 kg sour apples\n200 g butter, soft\n180 g sugar (she wrote 250; nobody could taste the apples)\n4 eggs\n300 g flour, 1 packet of baking powder\n1 lemon, all of it\n\nForm 26 cm, 175 °C, 50 minutes, and then leave it alone for an hour. That is the hard part.\n\nAstrid',
      enclosures: [{ name: 'The card in her hand.png', type: 'image/png', bytes: landscape(23) }],
    },
  ]
}

const NOTES: [subject: string, text: string][] = [
  ['The heron is back', 'He stands on the neighbour’s garage again and judges us.'],
  ['Your old bicycle', 'I oiled it. It now goes faster than I want to.'],
  ['Photos of the roof', 'Three tiles were loose, one was a nest. We left the nest.'],
  [
    'What was the name of that film?',
    'The one with the train and the wrong suitcase. Your mother says there was no train.',
  ],
  ['Plums', 'Eleven kilos. Bring jars. Bring all the jars.'],
  ['Choir on Thursday', 'We sing the difficult one. Clap anyway.'],
]

/** Letters from home, filed under Family: about one a fortnight. */
export function lettersFromHome({ daysAgo }: Calendar, count = 26): Letter[] {
  return Array.from({ length: count }, (_, back): Letter => {
    const [subject, text] = NOTES[back % NOTES.length] ?? ['', '']
    const from = back % 3 === 1 ? ASTRID : DAD
    const at = daysAgo(11 + back * 13, `0${6 + (back % 4)}:${10 + ((back * 7) % 50)}`)
    return { from, subject, at, text: `Dear Sam,\n\n${text}\n\n${from.name.split(' ')[0]}` }
  })
}
