import { listRecipients as spec } from '#lib/api/endpoints.ts'
import { listRecipients } from '#lib/server/compose/recipients.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const GET = endpoint(spec, listRecipients)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
