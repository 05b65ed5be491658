import { deleteUpload } from '#lib/api/endpoints.ts'
import { removeUpload } from '#lib/server/compose/uploads.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const DELETE = sessionEndpoint(deleteUpload, removeUpload)

export const { GET, HEAD, OPTIONS, PATCH, POST, PUT } = otherMethods
