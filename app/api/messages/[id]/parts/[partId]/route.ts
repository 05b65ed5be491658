import { downloadPart as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { downloadPart } from '#lib/server/messages/download-part.ts'

export const GET = endpoint(spec, downloadPart)
