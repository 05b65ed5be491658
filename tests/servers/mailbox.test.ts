import { expect, test } from 'vitest'
import { withMailbox } from './mailbox.ts'

test('a mailbox begins in the state a test asks for', () =>
  withMailbox(
    {
      INBOX: [
        'Subject: one\n\nbody one\n',
        {
          raw: 'Subject: two\n\nbody two\n',
          flags: ['\\Seen', '$Forwarded'],
          receivedAt: new Date('2024-02-03T04:05:06Z'),
        },
      ],
      'Clients/Bright & Söns': ['Subject: three\n\nbody three\n'],
    },
    async ({ otherClient }) => {
      const client = await otherClient()
      const paths = (await client.list()).map((folder) => folder.path)
      expect(paths).toEqual(expect.arrayContaining(['INBOX', 'Clients/Bright & Söns']))
      const box = await client.mailboxOpen('INBOX')
      expect(box.exists).toBe(2)
      const second = await client.fetchOne('2', { flags: true, internalDate: true, uid: true }, { uid: true })
      if (!second) throw new Error('the second message is missing')
      expect([...(second.flags ?? [])].sort()).toEqual(['$Forwarded', '\\Seen'])
      expect(new Date(second.internalDate ?? 0).toISOString()).toBe('2024-02-03T04:05:06.000Z')
    },
  ))
