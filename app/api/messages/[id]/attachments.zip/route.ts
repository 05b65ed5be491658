import { downloadAttachments as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { downloadAttachments } from '#lib/server/messages/download-attachments.ts'

export const GET = endpoint(spec, downloadAttachments)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods
