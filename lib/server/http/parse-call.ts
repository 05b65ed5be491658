/** A Request → the parts of a call, parsed by its schemas. */
import * as z from 'zod'
import type { EndpointSpec, Schema } from '#lib/api/endpoint.ts'
import type { Issue } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { config } from '#lib/server/config/config.ts'

// A thousand addresses of images, at 8 KB each, is the longest call that makes sense.
const MOST_JSON_BYTES = 10 * 1024 * 1024

function issuesOf(error: z.core.$ZodError): Issue[] {
  return error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message: message || 'is not valid' }))
}

function badRequest(issues: Issue[]): MailError {
  return new MailError('bad_request', { issues })
}

function parse(schema: Schema | undefined, input: unknown): unknown {
  if (!schema) return undefined
  const parsed = z.safeParse(schema, input)
  if (!parsed.success) throw badRequest(issuesOf(parsed.error))
  return parsed.data
}

/** `/api/folders/:id` and `/api/folders/SU5CT1g` → `{ id: 'SU5CT1g' }`. */
function pathParams(pattern: string, pathname: string): Record<string, string> {
  const given = pathname.split('/')
  const names = pattern.split('/').flatMap((step, at) => (step.startsWith(':') ? [[step.slice(1), at]] : []))
  return Object.fromEntries(
    names.map(([name, at]) => {
      const value = given[Number(at)] ?? ''
      try {
        return [name, decodeURIComponent(value)]
      } catch (cause) {
        throw new MailError('bad_request', {
          issues: [{ path: String(name), message: 'is not percent-encoded UTF-8' }],
          cause,
        })
      }
    }),
  )
}

/** A parameter given once is a string; one that is repeated, an array of them. */
function queryOf(search: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

/** Lets `most` bytes through, then fails with `too_large`. */
function limited(request: Request, most: number): ReadableStream<Uint8Array> | null {
  const tooLarge = () => new MailError('too_large', { detail: `More than ${most} bytes are not taken here.` })
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge()
  let seen = 0
  return (
    request.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          seen += chunk.byteLength
          if (seen > most) controller.error(tooLarge())
          else controller.enqueue(chunk)
        },
      }),
    ) ?? null
  )
}

function mediaType(request: Request): string {
  return request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
}

async function jsonOf(request: Request): Promise<unknown> {
  if (mediaType(request) !== 'application/json')
    throw badRequest([{ path: '', message: 'must be sent as application/json' }])
  const text = await new Response(limited(request, MOST_JSON_BYTES)).bytes()
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch (cause) {
    throw new MailError('bad_request', { issues: [{ path: '', message: 'is not JSON in UTF-8' }], cause })
  }
}

/** The same request, whose body fails with `too_large` behind the upload limit. */
function rawRequest(request: Request, type: string): Request {
  if (type !== '*/*' && mediaType(request) !== type)
    throw badRequest([{ path: '', message: `must be sent as ${type}` }])
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: limited(request, config().maxUploadBytes),
    signal: request.signal,
    duplex: 'half',
  } as RequestInit)
}

/** What a call says. `request` is the given one, its body bounded where it is raw. */
export type ParsedCall = { params: unknown; query: unknown; body: unknown; request: Request }

/**
 * Parses what a call says: path, query, then body.
 * @throws MailError bad_request with its issues, too_large
 */
export async function parseCall(spec: EndpointSpec, request: Request): Promise<ParsedCall> {
  const url = new URL(request.url)
  const params = parse(spec.params, pathParams(spec.path, url.pathname))
  const query = parse(spec.query, queryOf(url.searchParams))
  if (typeof spec.body === 'string')
    return { params, query, body: undefined, request: rawRequest(request, spec.body) }
  const body = spec.body ? parse(spec.body, await jsonOf(request)) : undefined
  return { params, query, body, request }
}
