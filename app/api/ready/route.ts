import { readReady } from '#lib/api/endpoints.ts'
import { openEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { readiness } from '#lib/server/http/ready.ts'

export const dynamic = 'force-dynamic'

export const GET = openEndpoint(readReady, readiness)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
