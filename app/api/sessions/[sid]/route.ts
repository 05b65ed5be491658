import { revokeSession } from '#lib/api/endpoints.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { signOutThere } from '#lib/server/http/sessions.ts'

export const DELETE = sessionEndpoint(revokeSession, signOutThere)

export const { GET, HEAD, OPTIONS, PATCH, POST, PUT } = otherMethods
