import { importMessage as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { importMessage } from '#lib/server/messages/import-message.ts'

export const POST = endpoint(spec, importMessage)
