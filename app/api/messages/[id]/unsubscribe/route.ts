import { unsubscribe as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { unsubscribe } from '#lib/server/messages/unsubscribe.ts'

export const POST = endpoint(spec, unsubscribe)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, PUT } = otherMethods
