/** What one call of the API is: described once, used by the route, the browser and the OpenAPI document. */
import type * as z from 'zod/mini'
import type { ErrorCode } from './problem.ts'

/** A schema of something that crosses the wire. */
export type Schema = z.ZodMiniType

/**
 * One call. `path` has `:name` segments; `params`, `query` and `body` parse what comes in;
 * `answer` is a schema for JSON, a media type for bytes, or null for 204.
 */
export type EndpointSpec = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: `/api/${string}`
  readonly summary: string
  readonly params?: Schema
  readonly query?: Schema
  /** A schema for JSON, or the media type of a raw body (two stars: any). */
  readonly body?: Schema | string
  readonly answer: Schema | string | null
  readonly status: 200 | 201 | 202 | 204
  readonly errors: readonly ErrorCode[]
  /** True where nobody needs to be signed in. */
  readonly open?: boolean
}

type Parsed<S> = S extends Schema ? z.infer<S> : undefined

/** The parsed `:name` segments of a call. */
export type ParamsOf<E extends EndpointSpec> = Parsed<E['params']>
/** The parsed query string of a call. */
export type QueryOf<E extends EndpointSpec> = Parsed<E['query']>
/** The parsed JSON body of a call; undefined for a raw one. */
export type BodyOf<E extends EndpointSpec> = Parsed<E['body']>
/** What a call answers; undefined for bytes and for 204. */
export type AnswerOf<E extends EndpointSpec> = Parsed<E['answer']>
