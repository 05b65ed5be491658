import { downloadPart as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { downloadPart } from '#lib/server/messages/download-part.ts'

export const GET = endpoint(spec, downloadPart)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
