/**
 * The edge of the API: what is described in `lib/api/endpoints.ts` becomes a route.
 * The order is part of the contract: 401, 403 cross_origin, 400, then the use case.
 */
import type { AnswerOf, BodyOf, EndpointSpec, ParamsOf, QueryOf } from '#lib/api/endpoint.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { accountOf } from '#lib/server/imap/accounts.ts'
import type { SignedIn } from '#lib/server/session/session.ts'
import { read, write } from './bound-call.ts'
import { requireSignedIn } from './caller.ts'
import { jsonAnswer } from './json-answer.ts'
import { type ParsedCall, parseCall } from './parse-call.ts'
import { failureAnswer } from './problem-answer.ts'
import { assertSameOrigin, isHttps } from './same-origin.ts'
import { withSecurityHeaders } from './security-headers.ts'

/** What Next calls. The path is read from the request itself, so nothing is taken from the context. */
export type RouteHandler = (request: Request) => Promise<Response>

/** A call that anybody may make. `request.signal` aborts when the caller hangs up. */
export type OpenCall<E extends EndpointSpec> = {
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
  request: Request
}

/** A call of a person who is signed in, that needs no word with the mail server. */
export type SessionCall<E extends EndpointSpec> = OpenCall<E> & { signedIn: SignedIn }

/** A call about mail. */
export type Call<E extends EndpointSpec> = SessionCall<E> & { account: Account }

type Answer<E extends EndpointSpec> = Promise<
  // biome-ignore lint/suspicious/noConfusingVoidType: a use case that answers 204 returns nothing at all.
  AnswerOf<E> | Response | (E['answer'] extends null ? void : never)
>

async function answerOf(spec: EndpointSpec, request: Request, result: unknown): Promise<Response> {
  if (result instanceof Response) return result
  if (spec.answer === null) return new Response(null, { status: spec.status })
  return await jsonAnswer(request, spec.status, result)
}

async function guarded(
  spec: EndpointSpec,
  request: Request,
  work: () => Promise<unknown>,
): Promise<Response> {
  const answer = await work().then(
    (result) => answerOf(spec, request, result),
    (error: unknown) => failureAnswer(error, request, spec.path),
  )
  return withSecurityHeaders(answer, isHttps(request))
}

// `spec` says what its own schemas make of a call; parseCall has just run them.
async function callOf<E extends EndpointSpec>(spec: E, request: Request): Promise<OpenCall<E>> {
  assertSameOrigin(request)
  const parsed: ParsedCall = await parseCall(spec, request)
  return parsed as OpenCall<E>
}

/** A route for which nobody needs to be signed in. */
export function openEndpoint<E extends EndpointSpec & { open: true }>(
  spec: E,
  handle: (call: OpenCall<E>) => Answer<E>,
): RouteHandler {
  return (request) => guarded(spec, request, async () => handle(await callOf(spec, request)))
}

/** A route about the session itself, or one that never speaks to the mail server. */
export function sessionEndpoint<E extends EndpointSpec>(
  spec: E,
  handle: (call: SessionCall<E>) => Answer<E>,
): RouteHandler {
  return (request) =>
    guarded(spec, request, async () => {
      const signedIn = await requireSignedIn(request)
      return await handle({ ...(await callOf(spec, request)), signedIn })
    })
}

/** `patient`: how long it takes is up to the caller, or it tells its progress; it keeps to its own times. */
type Patience = { patient?: boolean }

/**
 * A route about mail: `export const POST = endpoint(changeMessages, change)`. The use case takes the part of
 * the call that it needs; it gives the answer, or a Response for bytes and streams.
 */
export function endpoint<E extends EndpointSpec>(
  spec: E,
  handle: (call: Call<E>) => Answer<E>,
  { patient = false }: Patience = {},
): RouteHandler {
  return (request) =>
    guarded(spec, request, async () => {
      const signedIn = await requireSignedIn(request)
      const call = await callOf(spec, request)
      const account = await accountOf(signedIn)
      const answer = (lent: Account) => handle({ ...call, signedIn, account: lent })
      if (spec.method === 'GET') return await read(request, account, answer)
      return await (patient ? answer(account) : write(account, answer))
    })
}
