import { readMessage as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { readMessage } from '#lib/server/messages/read-message.ts'

export const GET = endpoint(spec, readMessage)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
