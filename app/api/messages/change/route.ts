import * as endpoints from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { changeMessages } from '#lib/server/messages/change-messages.ts'

export const POST = endpoint(endpoints.changeMessages, changeMessages, { patient: true })

export const { DELETE, GET, HEAD, OPTIONS, PATCH, PUT } = otherMethods
