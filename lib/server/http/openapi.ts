/** `GET /api/openapi.json`: the contract as OpenAPI 3.1, made from the schemas that parse the calls. */
import * as z from 'zod'
import type { EndpointSpec, Schema } from '#lib/api/endpoint.ts'
import * as endpoints from '#lib/api/endpoints.ts'
import { type ErrorCode, PROBLEMS, Problem } from '#lib/api/problem.ts'

type Json = Record<string, unknown>

/** JSON Schema 2020-12, which is OpenAPI 3.1's. `input`: what may be sent, before defaults and transforms. */
function schemaOf(schema: Schema, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function parametersIn(place: 'path' | 'query', schema: Schema | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function bodyOf(body: Schema | string | undefined): Json {
  if (body === undefined) return {}
  const content =
    typeof body === 'string'
      ? { [body]: { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': { schema: schemaOf(body, 'input') } }
  return { requestBody: { required: true, content } }
}

function successOf({ answer }: EndpointSpec): Json {
  if (answer === null) return { description: 'Done.' }
  if (typeof answer === 'string')
    return {
      description: 'The bytes.',
      content: { [answer]: { schema: { type: 'string', format: 'binary' } } },
    }
  return {
    description: 'The answer.',
    content: { 'application/json': { schema: schemaOf(answer, 'output') } },
  }
}

/** What any call of this kind may answer besides its own errors. */
function errorsOf(spec: EndpointSpec): ErrorCode[] {
  return [
    ...(spec.open ? [] : (['unauthenticated'] as const)),
    ...(spec.method === 'GET' ? [] : (['cross_origin'] as const)),
    ...(spec.params || spec.query || spec.body ? (['bad_request'] as const) : []),
    ...(spec.body ? (['too_large'] as const) : []),
    ...spec.errors,
    'internal',
  ]
}

function problemsOf(spec: EndpointSpec): Json {
  const byStatus = Map.groupBy(new Set(errorsOf(spec)), (code) => PROBLEMS[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function operationOf(name: string, spec: EndpointSpec): Json {
  return {
    operationId: name,
    summary: spec.summary,
    security: spec.open ? [] : [{ session: [] }],
    parameters: [...parametersIn('path', spec.params), ...parametersIn('query', spec.query)],
    ...bodyOf(spec.body),
    responses: { [String(spec.status)]: successOf(spec), ...problemsOf(spec) },
  }
}

let made: Json | null = null

/** The document; made once, since what it is made of never changes. */
export function openApiDocument(): Json {
  made ??= {
    openapi: '3.1.0',
    info: { title: 'Postern', version: '1', description: 'The HTTP API of a Postern webmail.' },
    paths: pathsOf(Object.entries(endpoints)),
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'postern',
          description: 'Set by `POST /api/session`; named `__Host-postern` behind https.',
        },
      },
    },
  }
  return made
}

function pathsOf(named: [string, EndpointSpec][]): Json {
  const byPath = Map.groupBy(named, ([, spec]) => spec.path.replaceAll(/:(\w+)/g, '{$1}'))
  return Object.fromEntries(
    [...byPath].map(([path, calls]) => [
      path,
      Object.fromEntries(calls.map(([name, spec]) => [spec.method.toLowerCase(), operationOf(name, spec)])),
    ]),
  )
}
