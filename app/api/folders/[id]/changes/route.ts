import { readChanges as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { readChanges } from '#lib/server/messages/read-changes.ts'

export const GET = endpoint(spec, readChanges)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
