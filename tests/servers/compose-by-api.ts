/** Drafts, uploads and sends, as a browser asks for them. */
import { expect } from 'vitest'
import type { Draft, DraftPlace, StoredDraft, Upload } from '#lib/api/compose.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { Api } from './postern.ts'

/** What a test says of a draft; the rest is as the contract has it. */
export type SomeDraft = Partial<Draft>

/** Stores a draft, or the next version of the one with this id. */
export async function storeDraft(api: Api, draft: SomeDraft, id?: string): Promise<DraftPlace> {
  const { status, body } = id
    ? await api.put<DraftPlace>(`/api/drafts/${id}`, draft)
    : await api.post<DraftPlace>('/api/drafts', draft)
  expect(status, JSON.stringify(body)).toBe(id ? 200 : 201)
  return body
}

/** Reads a draft to go on with it. */
export async function openDraft(api: Api, id: string): Promise<StoredDraft> {
  const { status, body } = await api.get<StoredDraft>(`/api/drafts/${id}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** Sends bytes as a file. */
export async function upload(
  api: Api,
  filename: string,
  contentType: string,
  bytes: BodyInit,
): Promise<Upload & Problem & { httpStatus: number }> {
  const answer = await api.raw(
    new Request(`http://postern.test/api/uploads?filename=${encodeURIComponent(filename)}`, {
      method: 'POST',
      body: bytes,
      headers: { 'content-type': contentType },
    }),
  )
  return { ...((await answer.json()) as Upload & Problem), httpStatus: answer.status }
}
