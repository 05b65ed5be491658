import { readHealth } from '#lib/api/endpoints.ts'
import { openEndpoint } from '#lib/server/http/endpoint.ts'

export const dynamic = 'force-dynamic'

export const GET = openEndpoint(readHealth, async () => ({ status: 'ok' as const }))
