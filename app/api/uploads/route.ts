import { uploadFile as spec } from '#lib/api/endpoints.ts'
import { uploadFile } from '#lib/server/compose/uploads.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const POST = sessionEndpoint(spec, uploadFile)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, PUT } = otherMethods
