import * as endpoints from '#lib/api/endpoints.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { listRecentChanges } from '#lib/server/messages/list-recent-changes.ts'

export const GET = sessionEndpoint(endpoints.listRecentChanges, listRecentChanges)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
