import * as endpoints from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { searchMessages } from '#lib/server/search/search-messages.ts'

export const GET = endpoint(endpoints.searchMessages, searchMessages)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
