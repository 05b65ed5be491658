import * as endpoints from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { changeMessages } from '#lib/server/messages/change-messages.ts'

export const POST = endpoint(endpoints.changeMessages, changeMessages)
