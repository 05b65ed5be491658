import { readThread as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { readThread } from '#lib/server/messages/read-thread.ts'

export const GET = endpoint(spec, readThread)
