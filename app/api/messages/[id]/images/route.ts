import { allowImages } from '#lib/api/endpoints.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { allowRemoteImages } from '#lib/server/images/signed-path.ts'

export const POST = sessionEndpoint(allowImages, allowRemoteImages)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, PUT } = otherMethods
