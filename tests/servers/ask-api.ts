/** How tests ask the API by hand, and what they hold a failure against. */
import { expect } from 'vitest'
import { PROBLEMS, Problem } from '#lib/api/problem.ts'
import type { Api } from './postern.ts'

/** A request as it is, with this browser's cookie. */
export function ask(who: Api, method: string, path: string, init: RequestInit = {}): Promise<Response> {
  return who.raw(new Request(`http://postern.test${path}`, { method, ...init }))
}

/** The body and its type, for `ask`. */
export function json(body: unknown): RequestInit {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** An answer that is a problem of this code, in every respect that the contract names. */
export async function expectProblem(answer: Response, code: keyof typeof PROBLEMS): Promise<Problem> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const problem = Problem.parse(await answer.json())
  expect(problem).toMatchObject({ type: 'about:blank', code, ...PROBLEMS[code] })
  expect(answer.status).toBe(PROBLEMS[code].status)
  expect(answer.headers.get('cache-control')).toContain('no-store')
  expect(answer.headers.has('retry-after')).toBe(answer.status === 429 || answer.status === 503)
  expect(problem.issues !== undefined).toBe(code === 'bad_request')
  return problem
}
