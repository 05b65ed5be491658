import { readChanges as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { readChanges } from '#lib/server/messages/read-changes.ts'

export const GET = endpoint(spec, readChanges)
