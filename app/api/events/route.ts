import { listenEvents as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { listenEvents } from '#lib/server/live/listen-events.ts'

export const GET = endpoint(spec, listenEvents)
