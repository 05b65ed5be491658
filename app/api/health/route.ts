import { readHealth } from '#lib/api/endpoints.ts'
import { openEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const dynamic = 'force-dynamic'

export const GET = openEndpoint(readHealth, async () => ({ status: 'ok' as const }))

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
