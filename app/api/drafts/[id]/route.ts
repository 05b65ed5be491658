import * as spec from '#lib/api/endpoints.ts'
import { readDraft } from '#lib/server/compose/read-draft.ts'
import { deleteDraft, replaceDraft } from '#lib/server/compose/store-draft.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { mailReader as mail } from '#lib/server/http/mail-reader.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const GET = endpoint(spec.readDraft, (call) => readDraft({ ...call, mail }))
export const PUT = endpoint(spec.replaceDraft, (call) => replaceDraft({ ...call, mail }))
export const DELETE = endpoint(spec.deleteDraft, deleteDraft)

export const { OPTIONS, PATCH, POST } = otherMethods
