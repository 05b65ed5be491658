import { loadImage } from '#lib/api/endpoints.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { loadRemoteImage } from '#lib/server/images/load-image.ts'

export const GET = sessionEndpoint(loadImage, loadRemoteImage)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
