/** Changes to messages as a browser makes them. */
import { expect } from 'vitest'
import type { Change, ChangeResult } from '#lib/api/changes.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { Api, RequestOptions } from './postern.ts'

const PATH = '/api/messages/change'

/** Makes a change that succeeds. */
export async function change(api: Api, body: Change, options?: RequestOptions): Promise<ChangeResult> {
  const { status, body: result } = await api.post<ChangeResult>(PATH, body, options)
  expect(status, JSON.stringify(result)).toBe(200)
  return result
}

/** Tries one that is refused. */
export async function refused(api: Api, body: unknown): Promise<Problem> {
  const { status, body: problem } = await api.post<Problem>(PATH, body)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(problem.status).toBe(status)
  return problem
}

/** Undoes what a change did. */
export async function undone(api: Api, { undo }: ChangeResult): Promise<ChangeResult> {
  return await change(api, undo ?? expect.fail('this change gave no undo'))
}
