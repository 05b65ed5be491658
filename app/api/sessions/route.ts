import { listSessions } from '#lib/api/endpoints.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { listPlaces } from '#lib/server/http/sessions.ts'

export const GET = sessionEndpoint(listSessions, listPlaces)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
