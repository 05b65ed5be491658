import { downloadSource as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { downloadSource } from '#lib/server/messages/download-source.ts'

export const GET = endpoint(spec, downloadSource)
