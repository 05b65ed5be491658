import { revokeSession } from '#lib/api/endpoints.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { signOutThere } from '#lib/server/http/sessions.ts'

export const DELETE = sessionEndpoint(revokeSession, signOutThere)
