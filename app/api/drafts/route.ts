import { createDraft as spec } from '#lib/api/endpoints.ts'
import { createDraft } from '#lib/server/compose/store-draft.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { mailReader as mail } from '#lib/server/http/mail-reader.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const POST = endpoint(spec, (call) => createDraft({ ...call, mail }))

export const { DELETE, GET, HEAD, OPTIONS, PATCH, PUT } = otherMethods
