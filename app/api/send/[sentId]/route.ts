import * as spec from '#lib/api/endpoints.ts'
import { readSend, undoSend } from '#lib/server/compose/send-message.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const GET = sessionEndpoint(spec.readSend, readSend)
export const DELETE = sessionEndpoint(spec.undoSend, undoSend)

export const { OPTIONS, PATCH, POST, PUT } = otherMethods
