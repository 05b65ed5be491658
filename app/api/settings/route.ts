import { readSettings, writeSettings } from '#lib/api/endpoints.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import * as settings from '#lib/server/http/settings.ts'

export const GET = sessionEndpoint(readSettings, settings.readSettings)
export const PUT = sessionEndpoint(writeSettings, settings.writeSettings)

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods
