import { changeFolder as changeFolderSpec, deleteFolder } from '#lib/api/endpoints.ts'
import { changeFolder } from '#lib/server/folders/change-folder.ts'
import { removeFolder } from '#lib/server/folders/delete-folder.ts'
import { endpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'

export const PATCH = endpoint(changeFolderSpec, changeFolder)

export const DELETE = endpoint(deleteFolder, removeFolder)

export const { GET, HEAD, OPTIONS, POST, PUT } = otherMethods
