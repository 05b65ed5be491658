/** Methods that a path has no call for. */
import type { EndpointSpec } from '#lib/api/endpoint.ts'
import * as endpoints from '#lib/api/endpoints.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { requireSignedIn } from './caller.ts'
import { failureAnswer } from './problem-answer.ts'
import { assertSameOrigin, isHttps } from './same-origin.ts'
import { withSecurityHeaders } from './security-headers.ts'

/** `/api/folders/:id` fits `/api/folders/SU5CT1g`. */
function fits({ path }: EndpointSpec, pathname: string): boolean {
  const given = pathname.split('/')
  const steps = path.split('/')
  return (
    steps.length === given.length && steps.every((step, at) => step.startsWith(':') || step === given[at])
  )
}

/** How many steps of a path are open: `/api/messages/change` is more particular than `/api/messages/:id`. */
function openSteps({ path }: EndpointSpec): number {
  return path.split(':').length - 1
}

/** The calls of a path, by the most particular description of it, as the router takes them. */
function callsOf(pathname: string): EndpointSpec[] {
  const fitting = (Object.values(endpoints) as EndpointSpec[]).filter((spec) => fits(spec, pathname))
  const fewest = Math.min(...fitting.map(openSteps))
  return fitting.filter((spec) => openSteps(spec) === fewest)
}

/** RFC 9110 §10.2.1. */
function allowed(calls: readonly EndpointSpec[]): string {
  const methods = new Set(calls.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))
  return [...methods, 'OPTIONS'].join(', ')
}

async function answerTo(request: Request, calls: readonly EndpointSpec[]): Promise<Response> {
  if (!calls.every(({ open }) => open)) await requireSignedIn(request)
  assertSameOrigin(request)
  if (request.method === 'OPTIONS') return new Response(null, { status: 204 })
  throw new MailError('method_not_allowed')
}

async function otherMethod(request: Request): Promise<Response> {
  const calls = callsOf(new URL(request.url).pathname)
  const answer = await answerTo(request, calls).catch((error: unknown) =>
    failureAnswer(error, request, '/api/…'),
  )
  if (answer.status === 204 || answer.status === 405) answer.headers.set('Allow', allowed(calls))
  return withSecurityHeaders(answer, isHttps(request))
}

/**
 * What a route exports for the methods that it has no call for. OPTIONS is told which there are, any other is 405 with
 * them in `Allow`; who is not signed in gets 401 first, unless the whole path is open to anybody.
 */
export const otherMethods = {
  GET: otherMethod,
  HEAD: otherMethod,
  POST: otherMethod,
  PUT: otherMethod,
  PATCH: otherMethod,
  DELETE: otherMethod,
  OPTIONS: otherMethod,
} as const
