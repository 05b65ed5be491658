/** Tickets, receipts, bills and parcels. */
import { type Calendar, type Chance, chanceFrom } from './chance.ts'
import { pdf } from './documents.ts'
import type { Letter } from './letter.ts'

type Shop = { name: string; address: string; things: [what: string, price: number][] }

const SHOPS: Shop[] = [
  {
    name: 'Modulor',
    address: 'bestellung@modulor.example',
    things: [
      ['Bookbinder’s linen, grey', 18.4],
      ['Bone folder', 7.9],
      ['Grey board, 2 mm, 10 sheets', 21.5],
    ],
  },
  {
    name: 'Buchhandlung am Ufer',
    address: 'laden@ufer-buch.example',
    things: [
      ['Calvino: Le città invisibili', 13],
      ['Tanizaki: In Praise of Shadows', 11.5],
      ['A field guide to mosses', 24],
    ],
  },
  {
    name: 'Kaffee Röstwerk',
    address: 'shop@roestwerk.example',
    things: [
      ['Kochere, filter, 1 kg', 34],
      ['Paper filters, 100', 5.2],
    ],
  },
  {
    name: 'Radwerk Süd',
    address: 'werkstatt@radwerk.example',
    things: [
      ['Brake pads, pair', 16],
      ['Spring service', 69],
      ['Bell, brass', 14.5],
    ],
  },
  {
    name: 'Hof Lindental',
    address: 'kiste@lindental.example',
    things: [
      ['Vegetable box, medium', 26.8],
      ['Eggs, 10', 4.9],
    ],
  },
  {
    name: 'Tinte & Feder',
    address: 'hallo@tintefeder.example',
    things: [
      ['Iron gall ink, 30 ml', 9.8],
      ['Nib holder', 12],
      ['Laid paper, A5, 50', 15.6],
    ],
  },
]

const euros = (amount: number) => `${amount.toFixed(2).replace('.', ',')} €`

function receipt(shop: Shop, number: number, at: Date, chance: Chance): Letter {
  const lines = shop.things.map(([what, price]) => ({ what, count: chance.between(1, 3), price }))
  const total = lines.reduce((sum, { count, price }) => sum + count * price, 0)
  const row = (left: string, right: string, weight = 400) =>
    `<tr><td style="padding:9px 0;border-bottom:1px solid #e6e6e6;font-weight:${weight}">${left}</td><td align="right" style="padding:9px 0;border-bottom:1px solid #e6e6e6;font-weight:${weight}">${right}</td></tr>`
  return {
    from: { name: shop.name, address: shop.address },
    subject: `Your receipt ${number}`,
    at,
    text: `Thank you, Sam.\n\n${lines.map(({ what, count, price }) => `${count} × ${what}  ${euros(count * price)}`).join('\n')}\n\nTotal ${euros(total)}, VAT included.\n\n${shop.name}`,
    html: `<div style="max-width:520px;margin:0 auto;font:15px/1.5 Helvetica,Arial,sans-serif;color:#222"><h2 style="font-size:20px">Thank you, Sam.</h2><table width="100%" cellpadding="0" cellspacing="0">${lines.map(({ what, count, price }) => row(`${count} × ${what}`, euros(count * price))).join('')}${row('Total, VAT included', euros(total), 700)}</table><p style="color:#777;font-size:13px">Receipt ${number} · ${shop.name}</p></div>`,
    enclosures:
      number % 3 === 0
        ? [
            pdf(`Receipt ${number}.pdf`, `${shop.name}: receipt ${number}`, [
              ...lines.map(
                ({ what, count, price }) =>
                  `${count} x ${what.replaceAll('’', "'")}    ${euros(count * price)}`,
              ),
              '',
              `Total    ${euros(total)}`,
            ]),
          ]
        : [],
  }
}

/** Everyday receipts, the newest some days old. */
export function receipts({ daysAgo }: Calendar, count = 60): Letter[] {
  const chance = chanceFrom(1871)
  return Array.from({ length: count }, (_, back) =>
    receipt(
      chance.pick(SHOPS),
      40_118 - back * 7,
      daysAgo(3 + back * 4, `${chance.between(10, 20)}:${chance.between(10, 59)}`),
      chance,
    ),
  )
}

/** Letters of offices and companies that one keeps. */
export function papers({ hoursAgo, daysAgo, dayIn }: Calendar): Letter[] {
  const day = dayIn(3, 'de-DE')
  return [
    {
      from: { name: 'Deutsche Bahn', address: 'noreply@bahn.example' },
      subject: 'Ihre Fahrkarte nach Köln Hbf',
      at: hoursAgo(3.1),
      flags: ['\\Seen'],
      text: `Auftragsnummer 6RXK2M · ${day}, 08:42 ab Berlin Hbf, Gleis 13 · 12:58 an Köln Hbf\n\nICE 548, Wagen 24, Sitzplatz 61 (Fenster, Ruhebereich)\n\nIhre Fahrkarte liegt als PDF bei. Wir wünschen eine gute Reise.`,
      enclosures: [
        pdf('Fahrkarte 6RXK2M.pdf', 'Online-Ticket 6RXK2M', [
          'Berlin Hbf – Köln Hbf',
          `${day}, ab 08:42, an 12:58`,
          'ICE 548, Wagen 24, Sitz 61',
          '',
          'Sam Falk, 1 Erwachsener, BahnCard 50',
          'Preis 47,90 €',
        ]),
      ],
    },
    {
      from: { name: 'Library of Things', address: 'loans@libraryofthings.example' },
      subject: 'Your loan is due on Tuesday',
      at: daysAgo(1, '09:00'),
      flags: ['\\Seen'],
      text: 'Pressure washer, collected 14 Nov. You can extend it once, for free, if nobody waits for it; nobody does.\n\nPlease let it drip dry before you bring it back. The last one watered our shelf.',
    },
    {
      from: { name: 'Tax Office', address: 'bescheid@finanzamt.example' },
      subject: 'Notice of assessment 2025',
      at: daysAgo(2, '06:15'),
      flags: ['\\Seen'],
      text: 'A new document is ready in your mailbox at the online portal. A copy is enclosed.\n\nThis message was made by a machine and can not read answers.',
      enclosures: [
        pdf('Notice 2025.pdf', 'Notice of assessment 2025', [
          'Falk, Sam',
          'Tax number 21/345/67890',
          '',
          'Refund    312,40 €',
          'The amount will be transferred within ten days.',
        ]),
      ],
    },
    {
      from: { name: 'Stadtwerke', address: 'service@stadtwerke.example' },
      subject: 'Ihre Jahresabrechnung Strom',
      at: daysAgo(14, '05:05'),
      flags: ['\\Seen'],
      text: 'Guten Tag Sam Falk,\n\nSie haben 1 412 kWh verbraucht, elf Prozent weniger als im Vorjahr. Ihr Guthaben von 86,20 € überweisen wir.\n\nStadtwerke',
      enclosures: [
        pdf('Jahresabrechnung.pdf', 'Jahresabrechnung Strom', ['Verbrauch 1 412 kWh', 'Guthaben 86,20 €']),
      ],
    },
    {
      from: { name: 'Nordic Air', address: 'tickets@nordicair.example' },
      subject: 'Booking K7QX2 confirmed: Berlin – Stockholm',
      at: daysAgo(16, '21:40'),
      flags: ['\\Seen', '\\Flagged'],
      text: `Sam Falk\nBER – ARN, ${dayIn(9)}, 07:15\nARN – BER, ${dayIn(12)}, 19:40\n\nOne bag in the hold. Sit wherever you like; most do.`,
      enclosures: [pdf('Booking K7QX2.pdf', 'Booking K7QX2', ['BER – ARN  07:15', 'ARN – BER  19:40'])],
    },
    {
      from: { name: 'Praxis Dr. Aydin', address: 'termine@praxis-aydin.example' },
      subject: 'Erinnerung an Ihren Termin',
      at: hoursAgo(26),
      flags: ['\\Seen'],
      text: `Guten Tag,\n\nwir erwarten Sie am ${dayIn(5, 'de-DE')} um 8:20 Uhr. Bitte kommen Sie nüchtern; Kaffee zählt auch.\n\nPraxis Dr. Aydin`,
    },
  ]
}

const LISBOA: [subject: string, text: string][] = [
  [
    'Reserva confirmada: Casa do Largo',
    'Dois hóspedes, quatro noites. A chave fica na mercearia em frente; pergunte pelo senhor Américo.',
  ],
  ['O seu bilhete: Eléctrico 28', 'Válido por 24 horas. Segure-se bem nas curvas.'],
  ['Mesa para dois, sexta-feira', 'Às 20h30, à janela. Temos bacalhau de sete maneiras.'],
  ['Museu do Azulejo: entrada', 'Domingo, entre as 10h e as 12h.'],
  ['Obrigado pela visita', 'Esqueceu-se de um guarda-chuva verde. Guardamo-lo até ao verão.'],
]

/** A journey, filed. */
export function lisboa({ daysAgo }: Calendar): Letter[] {
  return LISBOA.map(([subject, text], index) => ({
    from: { name: index === 0 ? 'Casa do Largo' : 'Visite Lisboa', address: 'ola@lisboa.example' },
    subject,
    text,
    at: daysAgo(240 - index * 2, '11:30'),
  }))
}
