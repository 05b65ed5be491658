import { importMessage as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { importMessage } from '#lib/server/messages/import-message.ts'

export const POST = endpoint(spec, importMessage, { patient: true })

export const { DELETE, GET, HEAD, OPTIONS, PATCH, PUT } = otherMethods
