import * as endpoints from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { stopChange } from '#lib/server/messages/change-once.ts'

export const DELETE = endpoint(endpoints.stopChange, stopChange)

export const { GET, HEAD, OPTIONS, PATCH, POST, PUT } = otherMethods
