import { readReady } from '#lib/api/endpoints.ts'
import { openEndpoint } from '#lib/server/http/endpoint.ts'
import { readiness } from '#lib/server/http/ready.ts'

export const dynamic = 'force-dynamic'

export const GET = openEndpoint(readReady, readiness)
