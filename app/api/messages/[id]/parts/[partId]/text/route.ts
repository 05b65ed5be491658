import { readPartText as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { readPartText } from '#lib/server/messages/read-part-text.ts'

export const GET = endpoint(spec, readPartText)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
