import { expect, test } from 'vitest'
import type { InvitationAnswer } from '#lib/api/invitation.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { signIn } from '#tests/servers/postern.ts'

const calendar = (summary: string) =>
  `BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART:20261124T130000Z\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`

/** An invitation as most programs send it: text, HTML and calendar as alternatives, and the calendar as a file besides. */
function alternative(part: string): string {
  return [
    'Content-Type: multipart/mixed; boundary=m',
    '',
    '--m\nContent-Type: multipart/alternative; boundary=a\n',
    '--a\nContent-Type: text/plain\n\nCome!',
    `--a\n${part}`,
    '--a--',
    '--m\nContent-Type: application/ics; name=invite.ics\nContent-Disposition: attachment; filename=invite.ics\n',
    calendar('From the file'),
    '--m--\n',
  ].join('\n')
}

const file = (content: string, type = 'application/octet-stream', filename = 'invite.ics') =>
  eml({ text: 'Come!', parts: [{ filename, type, content: Buffer.from(content) }] })

test('the event is found in the alternative, else in the file, in the charset it is written in', () =>
  withMailbox(
    {
      INBOX: [
        alternative(
          `Content-Type: text/calendar; method=REQUEST; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n${calendar('Fr=FChst=FCck')}`,
        ),
        alternative('Content-Type: text/html\n\n<p>Come!</p>'),
        file(calendar('By its name')),
        file('no calendar at all'),
        file(calendar('In a PDF'), 'application/pdf', 'invite.pdf'),
        eml({ text: calendar('In the text') }),
        file(`${calendar('Long')}${'X'.repeat(2_000_000)}`, 'text/calendar'),
      ],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const found = []
      for (const uid of [1, 2, 3, 4, 5, 6, 7]) {
        const { status, body } = await api.get<InvitationAnswer>(
          `/api/messages/SU5CT1g.1700000000.${uid}/invitation`,
        )
        expect(status).toBe(200)
        found.push(body.invitation?.summary ?? null)
      }
      expect(found).toEqual(['Frühstück', 'From the file', 'By its name', null, null, null, 'Long'])
      expect((await api.get('/api/messages/SU5CT1g.1700000000.99/invitation')).status).toBe(404)
    },
  ))
