/** Older letters about work, filed in folders of their own. */
import { type Calendar, chanceFrom } from './chance.ts'
import type { Letter } from './letter.ts'
import { INES, JONAS, LUCIA, MARA, ME, type Person, PRIYA, TOM } from './people.ts'

type Matter = { folder: string; people: Person[]; topics: string[]; words: string[] }

const MATTERS: Matter[] = [
  {
    folder: 'Clients/Bright & Söns',
    people: [PRIYA, TOM],
    topics: [
      'Arrows: filled or outlined',
      'Colour of the second floor',
      'Sample panel from the enameller',
      'Door numbers',
      'Braille on the handrail',
      'Minutes of Thursday',
    ],
    words: [
      'The enamel came back with a hair in it. They make a new one, on their bill.',
      'Second floor is the green one, then, and the matter is closed.',
      'Could you send the drawings as PDF too? The builder has a computer from 2009.',
      'I walked the route with my mother. She got lost once, at the lift; so that sign moves.',
      'Minutes attached in my head: we agreed on everything except the arrows.',
    ],
  },
  {
    folder: 'Clients/Hamngatan studio',
    people: [LUCIA, MARA],
    topics: [
      'Radiators',
      'Window on the yard side',
      'Names on the bell',
      'Fibre connection',
      'Waste paper, weekly',
    ],
    words: [
      'The radiator sings in B flat. The landlord says it is a feature.',
      'They will replace the pane on Tuesday, if it is not windy.',
      'Please send me the exact spelling for the bell; they engrave it, and brass does not forgive.',
      'Fibre is in the cellar, and getting it to the third floor is our adventure.',
    ],
  },
  {
    folder: 'Clients/Duarte Arquitectos',
    people: [INES],
    topics: ['Átrio: tipografia na parede', 'Amostras de tinta', 'Visita em Março', 'Orçamento revisto'],
    words: [
      'As amostras chegaram; o azul é mais bonito ao fim da tarde.',
      'Podemos subir as letras dez centímetros? A porta abre por baixo.',
      'Mando o orçamento revisto com as duas opções.',
    ],
  },
  {
    folder: 'Clients/Weber Print',
    people: [JONAS],
    topics: ['Paper for the calendar', 'Proofs are ready', 'Delivery on Friday', 'Leftover stock'],
    words: [
      'Proofs hang in the window, come and squint at them.',
      'I have 400 sheets of the cream stock left and a soft heart.',
      'The van is broken, so the posters come by tram with me.',
    ],
  },
]

export type Filed = { folder: string; letter: Letter }

/** Some years of letters, by folder. */
export function clientLetters({ daysAgo }: Calendar, each = 22): Filed[] {
  const chance = chanceFrom(77)
  return MATTERS.flatMap(({ folder, people, topics, words }) =>
    Array.from({ length: each }, (_, back): Filed => {
      const from = chance.pick(people)
      const topic = topics[back % topics.length] ?? ''
      const text = `Hi Sam,\n\n${chance.pick(words)}\n\n${from.name.split(' ')[0]}`
      const at = daysAgo(2 + back * 9, `${chance.between(8, 18)}:${chance.between(10, 59)}`)
      return {
        folder,
        letter: { from, to: [ME], subject: back < topics.length ? topic : `Re: ${topic}`, at, text },
      }
    }),
  )
}

/** My answers to every third of them: what lies in Sent. */
export function answersTo(filed: Filed[]): Letter[] {
  return filed
    .filter((_, index) => index % 3 === 0)
    .map(({ letter }, index): Letter => {
      const text =
        ['Noted, thank you.', 'Yes, go ahead.', 'Can we talk on Thursday?', 'Lovely. Do it.'][index % 4] ?? ''
      const subject = `Re: ${letter.subject.replace(/^Re: /, '')}`
      const at = new Date(letter.at.getTime() + 3 * 3_600_000)
      return { from: ME, to: [letter.from], subject, at, answers: letter, text: `${text}\n\nSam` }
    })
}
