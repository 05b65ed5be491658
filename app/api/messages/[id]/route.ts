import { readMessage as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { readMessage } from '#lib/server/messages/read-message.ts'

export const GET = endpoint(spec, readMessage)
