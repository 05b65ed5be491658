/** One typed call of the API: the endpoint's own schemas in, its answer out, or a MailError. */
import type { AnswerOf, BodyOf, EndpointSpec, ParamsOf, QueryOf } from '#lib/api/endpoint.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { networkWords } from '#lib/mail/words/network.ts'
import { sessionEnded } from './signed-out.ts'
import { thisTab } from './this-tab.ts'

type Contract = typeof import('#lib/api/endpoints.ts')

/** A call, by its name in lib/api/endpoints.ts. */
export type EndpointName = keyof Contract

export type CallOptions<E extends EndpointSpec> = {
  params?: ParamsOf<E>
  query?: Partial<QueryOf<E>>
  body?: BodyOf<E>
  signal?: AbortSignal
  /** Nobody looks at the answer yet: what somebody waits for goes before it. */
  ahead?: boolean
  /** Another type than the usual one, where the endpoint offers it. */
  accept?: string
  /** The server does it once for each key, however often it is asked. */
  idempotencyKey?: string
}

/** The schemas come with the first call: the first page is in the HTML, and nothing is asked before it is painted. */
const loadContract = () => import('./contract.ts')

/** Whether a failure is that nothing answered (so that nobody knows what became of the call). */
export function isNetworkFailure(error: unknown): boolean {
  return error instanceof MailError && error.code === 'unavailable' && error.cause instanceof TypeError
}

type Values = Record<string, unknown>

/** A call's path with its parameters and query in it. Lists are comma-separated, empty values left out. */
export function pathOf(
  template: string,
  { params = {}, query = {} }: { params?: Values; query?: Values },
): string {
  const values = new Map(Object.entries(params))
  const path = template.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '')
    if (text !== '') search.set(name, text)
  }
  return search.size > 0 ? `${path}?${search}` : path
}

async function problemOf(response: Response): Promise<MailError> {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined
  const { Problem } = await loadContract()
  const problem = Problem.safeParse(await response.json().catch(() => null))
  if (!problem.success) return unexplained(response.status, retryAfter)
  return new MailError(problem.data.code, {
    detail: problem.data.detail,
    issues: problem.data.issues,
    retryAfter,
    undo: problem.data.undo,
    current: problem.data.current,
  })
}

/** An answer that isn't ours: a proxy's in between. It says 502 or 504 where nothing answered it, or not in time. */
function unexplained(status: number, retryAfter: number | undefined): MailError {
  if (status === 503) return new MailError('unavailable', { retryAfter })
  if (status === 429) return new MailError('rate_limited', { retryAfter })
  if (status !== 502 && status !== 504) return new MailError('internal')
  const cause = new TypeError(`${status}`)
  return new MailError('unavailable', { detail: networkWords.unreachable, retryAfter, cause })
}

/**
 * Calls the API.
 * @throws MailError with the answer's code; `unavailable` with a TypeError as its cause where nothing answered.
 *   An AbortError passes through. A 401 also brings the login dialog.
 */
export async function callApi<Name extends EndpointName>(
  name: Name,
  options: CallOptions<Contract[Name]> = {},
): Promise<AnswerOf<Contract[Name]>> {
  const response = await requestApi(name, options)
  const spec: EndpointSpec = (await loadContract()).endpoints[name]
  // What a call answers is its schema's output; a 204 and bytes have none.
  if (spec.answer === null || typeof spec.answer === 'string') return undefined as AnswerOf<Contract[Name]>
  return spec.answer.parse(await response.json()) as AnswerOf<Contract[Name]>
}

/** As `callApi`, for an answer that the caller reads. Throws the same. */
export async function requestApi<Name extends EndpointName>(
  name: Name,
  options: CallOptions<Contract[Name]> = {},
): Promise<Response> {
  const { endpoints } = await reachable(loadContract())
  const spec: EndpointSpec = endpoints[name]
  const { ahead, body, signal, accept, idempotencyKey } = options
  const request = fetch(pathOf(spec.path, options as { params?: Values; query?: Values }), {
    method: spec.method,
    signal,
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(spec.method !== 'GET' && { 'Postern-Tab': thisTab() }),
      ...(ahead && { Priority: 'u=6' }), // RFC 9218 §4.1
      ...(accept && { Accept: accept }),
      ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const response = await reachable(request)
  if (!response.ok) {
    // Signed in, but the session or the mailbox's password has ended. (Signing in itself may fail freely.)
    if (response.status === 401 && !spec.open) sessionEnded()
    throw await problemOf(response)
  }
  return response
}

/** What comes over the network, or a sentence about why it doesn't. */
function reachable<T>(coming: Promise<T>): Promise<T> {
  return coming.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') throw error
    throw new MailError('unavailable', {
      detail: networkWords.unreachable,
      cause: new TypeError(String(error)),
    })
  })
}
