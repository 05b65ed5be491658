/** What machines write: releases, builds, parcels, reminders. And what nobody asked for. */
import { type Calendar, chanceFrom } from './chance.ts'
import type { Letter } from './letter.ts'

const FORGE = { name: 'GitHub', address: 'notifications@forge.example' }
const PARCELS = { name: 'Paketdienst', address: 'sendung@paket.example' }
const REPOSITORIES = ['postern/postern', 'letterform/specimen', 'hamngatan/site']
const EVENTS: [subject: string, text: string][] = [
  [
    'Release 1.4.0',
    'Undo works across devices now, and the list keeps its place when new mail arrives.\n\n- moves are undone by their token\n- long folder names no longer push the counts away',
  ],
  [
    'Kerning pairs for Polish (#212)',
    '@piotr-w approved this pull request.\n\n“The ogonek finally stands on its own feet.”',
  ],
  ['Build failed on main', 'tests/specimen.test: expected 48 glyphs, found 47. The missing one is ẞ.'],
  ['Build is green again', 'It was the ẞ.'],
  [
    'Dark variant of the signs (#87)',
    '@priya-r commented:\n\nThe grey is too polite. Can we go two steps darker?',
  ],
  ['Dependabot: 3 updates', 'Bumps three packages, none of which you have ever heard of.'],
]
const PARCEL_STEPS: [subject: string, text: string][] = [
  ['Your parcel is on its way', 'It left the depot in Großbeeren this morning and likes the view.'],
  [
    'Your parcel arrives today',
    'Between 14:00 and 16:00. If you are out it goes to the kiosk at the corner.',
  ],
  ['Your parcel was delivered', 'Handed to: neighbour, 2nd floor, with the friendly dog.'],
]

/** Notices of the last months. The first is hours old. */
export function notices({ hoursAgo, daysAgo }: Calendar, count = 66): Letter[] {
  const chance = chanceFrom(404)
  return Array.from({ length: count }, (_, back): Letter => {
    const parcel = back % 4 === 3
    const [subject, text] = parcel ? chance.pick(PARCEL_STEPS) : (EVENTS[back % EVENTS.length] ?? ['', ''])
    const repository = back === 0 ? 'postern/postern' : chance.pick(REPOSITORIES)
    return {
      from: parcel ? PARCELS : FORGE,
      subject: parcel ? subject : `[${repository}] ${subject}`,
      at:
        back === 0
          ? hoursAgo(4.8)
          : daysAgo(1 + back * 2, `${chance.between(7, 19)}:${chance.between(10, 59)}`),
      text: parcel
        ? `${text}\n\nShipment 00340 4341 ${back + 1000}`
        : `${text}\n\n--\nReply to this email or view it on the forge: https://forge.example/${repository}`,
      headers: parcel ? [] : [['List-Id', `${repository} <${repository.replace('/', '.')}.forge.example>`]],
    }
  })
}

const BAIT: [name: string, subject: string, text: string][] = [
  [
    'Prince of Somewhere',
    'Dear Beloved, a sum of 14.5 MILLION',
    'I contact you in strict confidence. Kindly send your bank details and a photograph of your cat.',
  ],
  [
    'Y0ur Bank',
    'Account suspended!!! Verify now',
    'Dear costumer, click within 24 hours or loose your account.',
  ],
  [
    'Miracle Pillow',
    'Sleep 11 hours in 4',
    'Scientists hate this pillow. Only today: three for the price of five.',
  ],
  [
    'SEO Expert',
    'I looked at your website',
    'Your website is not on page one of the internet. I can help, I have a method.',
  ],
  ['Crypto Desk', 'Your wallet is waiting', 'You have won 0,00001 coins. Pay a small fee to release them.'],
]

/** What lies in Junk. */
export function junk({ daysAgo }: Calendar, imageBase: string, count = 24): Letter[] {
  return Array.from({ length: count }, (_, back): Letter => {
    const [name, subject, text] = BAIT[back % BAIT.length] ?? ['', '', '']
    return {
      from: { name, address: `offer${back}@win-${back * 37}.example` },
      subject,
      at: daysAgo(back + 1, '02:22'),
      text,
      html: `<center><h1 style="color:red">${subject}</h1><p>${text}</p><a href="http://203.0.113.9/login"><img src="${imageBase}/${900 + back}.png" width="300" height="188" alt="Click here"></a><script>alert('never')</script></center>`,
      flags: back < 6 ? ['$Junk'] : ['\\Seen', '$Junk'],
    }
  })
}
