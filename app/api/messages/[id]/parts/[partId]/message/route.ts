import { readNestedMessage as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { readNestedMessage } from '#lib/server/messages/read-nested-message.ts'

export const GET = endpoint(spec, readNestedMessage)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
