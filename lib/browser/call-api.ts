/** One typed call of the API: the endpoint's own schemas in, its answer out, or a MailError. */
import * as z from 'zod/mini'
import type { AnswerOf, BodyOf, EndpointSpec, ParamsOf, QueryOf } from '#lib/api/endpoint.ts'
import { Problem } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { networkWords } from '#lib/mail/words/network.ts'
import { sessionEnded } from './signed-out.ts'

// The page's CSP has no 'unsafe-eval': without this zod would try, and the browser would report it.
z.config({ jitless: true })

export type CallOptions<E extends EndpointSpec> = {
  params?: ParamsOf<E>
  query?: Partial<QueryOf<E>>
  body?: BodyOf<E>
  signal?: AbortSignal
}

/** Whether a failure is that nothing answered (so that nobody knows what became of the call). */
export function isNetworkFailure(error: unknown): boolean {
  return error instanceof MailError && error.code === 'unavailable' && error.cause instanceof TypeError
}

/** The path of a call, with its parameters and query in it. Lists are comma-separated, empty values left out. */
export function pathOf<E extends EndpointSpec>(spec: E, { params, query }: CallOptions<E>): string {
  const values = new Map<string, unknown>(Object.entries(params ?? {}))
  const path = spec.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '')
    if (text !== '') search.set(name, text)
  }
  return search.size > 0 ? `${path}?${search}` : path
}

async function problemOf(response: Response): Promise<MailError> {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined
  const problem = Problem.safeParse(await response.json().catch(() => null))
  if (!problem.success) return new MailError(response.status === 503 ? 'unavailable' : 'internal')
  return new MailError(problem.data.code, {
    detail: problem.data.detail,
    issues: problem.data.issues,
    retryAfter,
  })
}

/**
 * Calls the API.
 * @throws MailError with the answer's code; `unavailable` with a TypeError as its cause where nothing answered.
 *   An AbortError passes through. A 401 also brings the login dialog.
 */
export async function callApi<E extends EndpointSpec>(
  spec: E,
  options: CallOptions<E> = {},
): Promise<AnswerOf<E>> {
  const response = await fetch(pathOf(spec, options), {
    method: spec.method,
    signal: options.signal,
    ...(options.body === undefined
      ? {}
      : { body: JSON.stringify(options.body), headers: { 'Content-Type': 'application/json' } }),
  }).catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error
    throw new MailError('unavailable', { detail: networkWords.unreachable, cause: error })
  })
  if (!response.ok) {
    // Signed in, but the session or the mailbox's password has ended. (Signing in itself may fail freely.)
    if (response.status === 401 && !('open' in spec && spec.open)) sessionEnded()
    throw await problemOf(response)
  }
  // What a call answers is its schema's output; a 204 and bytes have none.
  if (spec.answer === null || typeof spec.answer === 'string') return undefined as AnswerOf<E>
  return spec.answer.parse(await response.json()) as AnswerOf<E>
}
