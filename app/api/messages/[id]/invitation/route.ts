import { readInvitation as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { readInvitation } from '#lib/server/messages/read-invitation.ts'

export const GET = endpoint(spec, readInvitation)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
