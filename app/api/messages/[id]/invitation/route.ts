import * as spec from '#lib/api/endpoints.ts'
import { answerInvitation } from '#lib/server/compose/answer-invitation.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { mailReader as mail } from '#lib/server/http/mail-reader.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { readInvitation } from '#lib/server/messages/read-invitation.ts'

export const GET = endpoint(spec.readInvitation, readInvitation)
export const POST = endpoint(spec.answerInvitation, (call) => answerInvitation({ ...call, mail }))

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods
