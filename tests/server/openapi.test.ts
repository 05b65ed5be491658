import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { EndpointSpec } from '#lib/api/endpoint.ts'
import * as endpoints from '#lib/api/endpoints.ts'
import { browser } from '#tests/servers/postern.ts'

const API = new URL('../../app/api/', import.meta.url).pathname

/** `GET /api/folders/:id` of every method that a route file exports. */
function routes(): string[] {
  return readdirSync(API, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('/route.ts') && !file.includes('[[...'))
    .flatMap((file) => {
      const path = `/api/${file.slice(0, -'/route.ts'.length).replaceAll(/\[(\w+)\]/g, ':$1')}`
      const source = readFileSync(`${API}${file}`, 'utf8')
      return [...source.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
        ([, method]) => `${method} ${path}`,
      )
    })
    .sort()
}

test('every route is described, and every description has its route', () => {
  const described = (Object.values(endpoints) as EndpointSpec[]).map(
    ({ method, path }) => `${method} ${path}`,
  )
  expect(routes()).toEqual(described.sort())
})

test('the document is made from the schemas and open to anybody', async () => {
  const { status, body } = await browser().get<Record<string, unknown>>('/api/openapi.json')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/api/session': {
        post: {
          security: [],
          requestBody: {
            content: { 'application/json': { schema: { required: ['username', 'password'] } } },
          },
          responses: { 201: { content: { 'application/json': {} } }, 429: {}, 403: {} },
        },
      },
      '/api/folders/{id}/messages': {
        get: { parameters: expect.arrayContaining([expect.objectContaining({ name: 'sort', in: 'query' })]) },
      },
      '/api/messages/{id}/parts/{partId}': {
        get: {
          parameters: expect.arrayContaining([
            expect.objectContaining({ name: 'partId', in: 'path', required: true }),
          ]),
        },
      },
    },
  })
  const text = JSON.stringify(body)
  expect(text).not.toContain('"$schema"')
  for (const [, reference] of text.matchAll(/"\$ref":"([^"]+)"/g))
    expect(reference).toBe('#/components/schemas/Problem')
})
