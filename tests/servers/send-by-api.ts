/** Sends, as a browser asks for them. */
import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import type { AcceptedSend, SendState } from '#lib/api/compose.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { SomeDraft } from './compose-by-api.ts'
import type { Answer, Api } from './postern.ts'

/** Asks for a send, whatever becomes of it. */
export function askToSend(
  api: Api,
  draft: SomeDraft,
  key: string = randomUUID(),
): Promise<Answer<AcceptedSend & Problem>> {
  return api.post('/api/send', draft, { headers: { 'idempotency-key': key } })
}

/** Has a send accepted. @returns its id */
export async function send(api: Api, draft: SomeDraft, key?: string): Promise<string> {
  const { status, body } = await askToSend(api, draft, key)
  expect(status, JSON.stringify(body)).toBe(202)
  return body.sentId
}

/** Waits until a send is so far. */
export async function untilSend(
  api: Api,
  sentId: string,
  status: SendState['status'],
  fits: (state: SendState) => boolean = () => true,
): Promise<SendState> {
  let state: SendState | undefined
  await vi.waitFor(
    async () => {
      state = (await api.get<SendState>(`/api/send/${sentId}`)).body
      expect(state.status, JSON.stringify(state)).toBe(status)
      expect(fits(state), JSON.stringify(state)).toBe(true)
    },
    { timeout: 15_000, interval: 50 },
  )
  return state ?? expect.fail('no state')
}
