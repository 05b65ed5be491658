import { listenEvents as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { listenEvents } from '#lib/server/live/listen-events.ts'

export const GET = endpoint(spec, listenEvents)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
