import { createFolder, listFolders } from '#lib/api/endpoints.ts'
import { makeFolder } from '#lib/server/folders/create-folder.ts'
import { readFolders } from '#lib/server/folders/read-folders.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const GET = endpoint(listFolders, readFolders)

export const POST = endpoint(createFolder, makeFolder)

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods
