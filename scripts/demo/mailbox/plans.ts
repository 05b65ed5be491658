/** What is being planned just now. */
import type { Calendar } from './chance.ts'
import { conversation } from './conversation.ts'
import { csv, pdf } from './documents.ts'
import type { Letter } from './letter.ts'
import { MARA, ME, MEI, NOOR, OSKAR } from './people.ts'
import { floorPlan, landscape } from './pictures.ts'

function leaseHtml(imageBase: string): string {
  return `<div style="font:15px/1.6 Georgia,serif;color:#222">
<p>Hi Sam,</p>
<p>I've attached the counter-signed pages. Two small things before Friday: the deposit line on page 4 should read <em>three</em> months, and the landlord asks for the studio's insurance certificate before the keys change hands.</p>
<p>If both are fine by you I'll file it on Monday morning and we can collect the keys at noon.</p>
<p>Mara</p>
<table cellpadding="0" cellspacing="0" style="margin-top:24px;border-top:1px solid #ddd;padding-top:12px;font:12px/1.5 Arial,sans-serif;color:#777"><tr>
<td style="padding-right:12px"><img src="${imageBase}/11.png" width="56" height="36" alt="" style="border-radius:4px"></td>
<td>Mara Lindqvist · Lindqvist &amp; Co. Advokatbyrå<br>Birger Jarlsgatan 14, Stockholm</td>
<td style="padding-left:12px"><img src="${imageBase}/12.png" width="56" height="36" alt="" style="border-radius:4px"></td></tr></table></div>`
}

function lease({ hoursAgo, daysAgo, dayIn }: Calendar, imageBase: string): Letter[] {
  return conversation(
    'Lease for the Hamngatan studio',
    [MARA, OSKAR],
    [
      {
        from: MARA,
        at: daysAgo(6, '09:12'),
        flags: ['\\Seen', '\\Answered'],
        text: `Hi Sam, hi Oskar,\n\nThe landlord has sent the draft at last. Eleven pages, most of them harmless. I would read § 7 (sublet) and § 12 (what you may screw into the walls) slowly.\n\nCould you both answer by ${dayIn(-3)}?\n\nMara`,
      },
      {
        from: OSKAR,
        at: daysAgo(6, '12:40'),
        flags: ['\\Seen'],
        text: 'Read it on the tram. § 12 forbids shelves above two metres?! We are four people with 300 boxes of paper.\n\nOtherwise fine by me.\n\nOskar',
      },
      {
        from: ME,
        at: daysAgo(5, '08:20'),
        text: 'Morning both,\n\nI can live with § 7. For § 12 could we offer free-standing racks and a photo of the walls on day one?\n\nInsurance: I asked Länsförsäkringar, certificate should be here this week.\n\nSam',
      },
      {
        from: MARA,
        at: daysAgo(3, '16:05'),
        flags: ['\\Seen'],
        text: 'Free-standing racks are accepted, in writing. The signed copy goes to the landlord tonight.\n\nMara',
      },
      {
        from: MARA,
        at: hoursAgo(0.4),
        flags: ['\\Flagged'],
        html: leaseHtml(imageBase),
        text: "Hi Sam,\n\nI've attached the counter-signed pages. Two small things before Friday: the deposit line on page 4 should read *three* months, and the landlord asks for the studio's insurance certificate before the keys change hands.\n\nIf both are fine by you I'll file it on Monday morning and we can collect the keys at noon.\n\nMara",
        enclosures: [
          pdf('Lease counter-signed.pdf', 'Lease – Hamngatan 22, studio 3', [
            'between Fastighets AB Hamngatan (landlord)',
            'and Sam Falk, Oskar Berg (tenants)',
            '',
            '§ 1  The studio on the third floor, 84 m2, is let from 1 December.',
            '§ 4  The deposit amounts to three months of rent.',
            '§ 7  Subletting needs the written consent of the landlord.',
            '§ 12 Free-standing racks are permitted.',
            '',
            'Stockholm, counter-signed',
            'Mara Lindqvist, Advokat',
          ]),
          { name: 'Floor plan.png', type: 'image/png', bytes: floorPlan() },
        ],
      },
    ],
  )
}

function kitchen({ hoursAgo, daysAgo }: Calendar): Letter[] {
  return [
    ...conversation(
      'Kitchen quote',
      [NOOR],
      [
        {
          from: NOOR,
          at: daysAgo(8, '10:15'),
          flags: ['\\Seen', '\\Answered'],
          text: 'Hello Sam,\n\nlovely to meet you all on Saturday. Here is the first version: walnut fronts, linoleum top, the tall cupboard by the window. It comes to 5 240 with fitting.\n\nNoor',
        },
        {
          from: ME,
          at: daysAgo(7, '19:48'),
          text: 'Hi Noor,\n\nIt is beautiful, and 900 over what we have. What would oak do to the price? And we could paint the wall side ourselves.\n\nSam',
        },
      ],
    ),
    {
      from: NOOR,
      subject: 'Kitchen quote, second version',
      at: hoursAgo(0.9),
      flags: [],
      text: 'Hello Sam,\n\nOak instead of walnut brings it down to 4 180, and the lead time from nine weeks to six. If you paint the wall side yourselves I take off another 210.\n\nThe drawing shows the drawer for the long knives that Mei asked for. It opens against the window frame, so mind your fingers.\n\nShall I keep the slot in week 50?\n\nWarmly,\nNoor',
      enclosures: [
        csv('Kitchen, second version.csv', [
          ['Item', 'Pieces', 'Price'],
          ['Oak fronts', 14, '1 980'],
          ['Linoleum top', 1, '640'],
          ['Tall cupboard', 1, '890'],
          ['Fitting', 1, '670'],
        ]),
      ],
    },
  ]
}

function hike({ hoursAgo, daysAgo }: Calendar): Letter[] {
  return conversation(
    'Sunday hike',
    [OSKAR, MEI],
    [
      {
        from: OSKAR,
        at: daysAgo(2, '18:30'),
        flags: ['\\Seen'],
        text: 'Sunday, anyone? Briesetal, 14 km, beavers promised. Train at 9:02 from Ostkreuz.',
      },
      {
        from: MEI,
        at: daysAgo(2, '19:05'),
        flags: ['\\Seen', '\\Answered'],
        text: 'Yes! I bring onigiri for four. Is the boardwalk open again after the storm?',
      },
      {
        from: ME,
        at: daysAgo(2, '21:17'),
        text: 'In. The boardwalk is open, I checked with the forestry office. I bring the stove and coffee.',
      },
      {
        from: MEI,
        at: daysAgo(1, '08:45'),
        flags: ['\\Seen'],
        text: 'Then I need not bring tea. 🏕️ Can we stop at the smokehouse on the way back?',
      },
      {
        from: OSKAR,
        at: hoursAgo(3.6),
        flags: ['\\Seen', '\\Flagged'],
        text: 'The forecast holds. I can take three people from Ostkreuz, boots in the trunk please, last time it was the seats.\n\nSmokehouse: closes at four, so we walk fast.\n\nO.',
        enclosures: [{ name: 'Briesetal.png', type: 'image/png', bytes: landscape(7) }],
      },
    ],
  )
}

/** The studio's lease, the kitchen, Sunday's hike. */
export function plans(calendar: Calendar, imageBase: string): Letter[] {
  return [...lease(calendar, imageBase), ...kitchen(calendar), ...hike(calendar)]
}
