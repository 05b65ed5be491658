import { expect, test } from 'vitest'
import type { Recipients } from '#lib/api/compose.ts'
import { eml } from '#tests/servers/eml.ts'
import { onEveryServer } from '#tests/servers/every-server.ts'
import { signIn } from '#tests/servers/postern.ts'

onEveryServer((withMailbox) => {
  test('those one wrote to come first, found by a part of their name in any spelling, and reading makes no folder', () =>
    withMailbox(
      {
        INBOX: [
          eml({ from: 'Zoë Brandt <zoe@writers.example>' }),
          eml({ from: 'Zoë Brandt <zoe@writers.example>' }),
          eml({ from: 'no-reply@shop.example' }),
        ],
        Sent: [eml({ to: '=?UTF-8?Q?Andr=C3=A9_Lef=C3=A8vre?= <andre@friends.example>' })],
      },
      async (box) => {
        const api = await signIn(box)
        const of = async (query: string) => {
          const { body } = await api.get<Recipients>(`/api/recipients${query}`)
          return body.recipients.map(({ address }) => address)
        }
        const [first, ...others] = await of('')
        // A server without roles has no Sent folder that we know of: then those who wrote are known.
        if (first === 'andre@friends.example') expect(others.at(-1)).toBe('no-reply@shop.example')
        else expect([first, ...others]).toEqual(['zoe@writers.example', 'no-reply@shop.example'])
        expect(await of('?q=zoe+bra')).toEqual(['zoe@writers.example'])
        expect(await of('?q=nobody-like-that')).toEqual([])
        expect(await of('?limit=1')).toHaveLength(1)
        expect((await api.get('/api/recipients?limit=0')).status).toBe(400)
      },
    ))

  test('an empty mailbox knows nobody', () =>
    withMailbox({ INBOX: [] }, async (box) => {
      const api = await signIn(box)
      expect((await api.get('/api/recipients')).body).toEqual({ recipients: [] })
    }))
})
