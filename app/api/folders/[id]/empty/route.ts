import { emptyFolder as emptyFolderSpec } from '#lib/api/endpoints.ts'
import { emptyFolder } from '#lib/server/folders/empty-folder.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const POST = endpoint(emptyFolderSpec, emptyFolder)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, PUT } = otherMethods
