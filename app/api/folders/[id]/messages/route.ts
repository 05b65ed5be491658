import { listMessages as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'

export const GET = endpoint(spec, listMessages)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
