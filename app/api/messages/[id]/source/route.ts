import { downloadSource as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { downloadSource } from '#lib/server/messages/download-source.ts'

export const GET = endpoint(spec, downloadSource)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
