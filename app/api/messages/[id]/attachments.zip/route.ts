import { downloadAttachments as spec } from '#lib/api/endpoints.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { downloadAttachments } from '#lib/server/messages/download-attachments.ts'

export const GET = endpoint(spec, downloadAttachments)
