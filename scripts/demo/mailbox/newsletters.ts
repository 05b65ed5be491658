/** Newsletters: designed HTML with remote pictures, as they really come. */
import type { Calendar } from './chance.ts'
import type { Letter } from './letter.ts'

type Style = { ink: string; paper: string; accent: string; font: string }
type Paper = {
  name: string
  address: string
  days: number
  style: Style
  issues: [subject: string, lead: string][]
}

const serif = "Georgia,'Times New Roman',serif"
const sans = 'Helvetica,Arial,sans-serif'

const PAPERS: Paper[] = [
  {
    name: 'The Paris Review',
    address: 'newsletter@parisreview.example',
    days: 7,
    style: { ink: '#1d1d1b', paper: '#f6f1e7', accent: '#b3261e', font: serif },
    issues: [
      [
        'The art of the short letter',
        'Seven writers on the mail they never sent, and one on the letter she sent twice.',
      ],
      [
        'A room with the wrong window',
        'On translating houses: what a Japanese corridor becomes in Portuguese.',
      ],
      ['Notes on waiting', 'The queue as a literary form, from Gogol to the post office in Rue du Louvre.'],
      ['What the gardener read', 'An almanac, a seed list, and the complete sonnets, in that order.'],
    ],
  },
  {
    name: 'Letterform Weekly',
    address: 'hello@letterform.example',
    days: 7,
    style: { ink: '#14213d', paper: '#ffffff', accent: '#fb5607', font: sans },
    issues: [
      [
        'Issue 214: the return of the long s',
        'A revival from Uppsala, a specimen from Tbilisi, and why small caps deserve kerning.',
      ],
      ['Issue 213: numerals that stay in line', 'Timetables, tickets and the quiet drama of the figure one.'],
      ['Issue 212: ink traps, explained by a baker', 'What happens in corners, and what to do about it.'],
      ['Issue 211: five new Devanagari faces', 'Conjuncts done well, conjuncts done bravely.'],
    ],
  },
  {
    name: 'Kino Moviemento',
    address: 'programm@moviemento.example',
    days: 7,
    style: { ink: '#f2f2f2', paper: '#17151c', accent: '#ffd166', font: sans },
    issues: [
      [
        'Diese Woche: Regen, Züge, lange Abschiede',
        'Originalfassungen mit Untertiteln, dazu am Sonntag das Frühstückskino mit Live-Klavier.',
      ],
      [
        'Diese Woche: Stumm, aber laut',
        'Vier Stummfilme, eine Orgel und ein Saal ohne Heizung. Bringen Sie einen Schal mit.',
      ],
      [
        'Diese Woche: Kurzfilme aus Lissabon',
        'Neun Filme, keiner länger als dreizehn Minuten, alle bei offenem Fenster gedreht.',
      ],
    ],
  },
  {
    name: 'Marktschwärmer Neukölln',
    address: 'markt@schwaermer.example',
    days: 5,
    style: { ink: '#2b3a2b', paper: '#f3f7ee', accent: '#4f772d', font: sans },
    issues: [
      [
        'Jetzt bestellen: Quitten, Grünkohl, Saibling',
        'Abholung am Donnerstag zwischen 17 und 19 Uhr. Die letzten Quitten des Jahres sind da.',
      ],
      ['Der Käse ist zurück', 'Die Ziegen waren im Urlaub, jetzt gibt es wieder Frischkäse mit Asche.'],
      ['Kürbis, Kürbis und auch Birnen', 'Sieben Sorten, und ein Rezept, das alle sieben verträgt.'],
    ],
  },
  {
    name: 'Low Tech Dispatch',
    address: 'dispatch@lowtech.example',
    days: 9,
    style: { ink: '#222222', paper: '#fffdf5', accent: '#2a6f97', font: serif },
    issues: [
      [
        'How to heat a person, not a room',
        'Hot-water bottles, box beds, and the arithmetic of a warm chair.',
      ],
      ['The cargo bicycle at one hundred', 'Bakers, postmen and a piano: what two wheels have carried.'],
      [
        'A server that sleeps when it is cloudy',
        'We moved this page to a solar panel on the balcony. It went offline for 31 hours, and nobody died.',
      ],
    ],
  },
]

function page(paper: Paper, subject: string, lead: string, issue: number, imageBase: string): string {
  const { ink, paper: back, accent, font } = paper.style
  const picture = (index: number, width: number, height: number) =>
    `<img src="${imageBase}/${100 + issue * 10 + index}.png" width="${width}" height="${height}" alt="" style="display:block;width:100%;max-width:${width}px;height:auto;border-radius:6px">`
  const story = (title: string, text: string, index: number) =>
    `<tr><td style="padding:20px 0;border-top:1px solid ${accent}33"><table width="100%" cellpadding="0" cellspacing="0"><tr>
<td width="150" valign="top">${picture(index, 140, 88)}</td>
<td valign="top" style="padding-left:18px"><h3 style="margin:0 0 6px;font:700 17px/1.3 ${font}">${title}</h3><p style="margin:0;font:15px/1.55 ${font}">${text}</p></td></tr></table></td></tr>`
  return `<!doctype html><html><head><style>a{color:${accent}} @media(max-width:480px){.wide{padding:16px!important}}</style></head>
<body style="margin:0;background:${back}"><table width="100%" cellpadding="0" cellspacing="0" style="background:${back};color:${ink}"><tr><td align="center" class="wide" style="padding:28px">
<table width="600" cellpadding="0" cellspacing="0" style="max-width:600px">
<tr><td style="font:700 24px/1 ${font};padding-bottom:6px">${paper.name}</td></tr>
<tr><td style="font:12px/1.4 ${sans};letter-spacing:.08em;text-transform:uppercase;color:${accent};padding-bottom:20px">No. ${240 - issue} · for Sam</td></tr>
<tr><td>${picture(1, 600, 375)}</td></tr>
<tr><td style="padding:22px 0"><h1 style="margin:0 0 10px;font:700 28px/1.2 ${font}">${subject}</h1><p style="margin:0 0 18px;font:17px/1.6 ${font}">${lead}</p>
<a href="https://${paper.address.split('@')[1]}/read/${240 - issue}" style="display:inline-block;background:${accent};color:${back};padding:11px 20px;border-radius:6px;font:700 15px ${sans};text-decoration:none">Read on</a></td></tr>
${story('From the archive', 'Ten years ago this week: the piece that half of you wrote to us about, and the other half forwarded.', 2)}
${story('A reader writes', '“I printed it and put it on the fridge, where it has now outlived two magnets.”', 3)}
<tr><td style="padding-top:24px;font:12px/1.6 ${sans};opacity:.7">You get this because you asked for it. <a href="https://${paper.address.split('@')[1]}/bye">Unsubscribe</a>
<img src="${imageBase}/open-${issue}.png" width="1" height="1" alt=""></td></tr></table></td></tr></table></body></html>`
}

/** `years` of newsletters, the newest of each paper some days old. */
export function newsletters({ daysAgo }: Calendar, imageBase: string, each = 14): Letter[] {
  return PAPERS.flatMap((paper, column) =>
    Array.from({ length: each }, (_, back): Letter => {
      const [subject, lead] = paper.issues[back % paper.issues.length] ?? ['', '']
      const issue = back + column * 20
      const host = paper.address.split('@')[1]
      return {
        from: { name: paper.name, address: paper.address },
        subject: back < paper.issues.length ? subject : `${subject} (again, by request)`,
        at: daysAgo(back * paper.days + column + 1, `0${5 + column}:${10 + column * 7}`),
        html: page(paper, subject, lead, issue, imageBase),
        text: `${subject}\n\n${lead}\n\nRead on: https://${host}/read/${240 - issue}\n`,
        headers: [
          ['List-Id', `<news.${host}>`],
          ['List-Unsubscribe', `<https://${host}/bye>, <mailto:bye@${host}>`],
          ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
        ],
      }
    }),
  )
}
