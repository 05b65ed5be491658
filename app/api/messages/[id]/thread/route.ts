import { readThread as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { readThread } from '#lib/server/messages/read-thread.ts'

export const GET = endpoint(spec, readThread)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
