import { readOpenApi } from '#lib/api/endpoints.ts'
import { openEndpoint } from '#lib/server/http/endpoint.ts'
import { openApiDocument } from '#lib/server/http/openapi.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const dynamic = 'force-dynamic'

export const GET = openEndpoint(readOpenApi, async () => openApiDocument())

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
