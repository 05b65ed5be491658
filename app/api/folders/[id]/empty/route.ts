import { emptyFolder as emptyFolderSpec } from '#lib/api/endpoints.ts'
import { emptyFolder } from '#lib/server/folders/empty-folder.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'

export const POST = endpoint(emptyFolderSpec, emptyFolder)
