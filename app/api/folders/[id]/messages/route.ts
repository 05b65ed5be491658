import { listMessages as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'

export const GET = endpoint(spec, listMessages)
