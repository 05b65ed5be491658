import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'

/** A folder for a test: what isn't said is what most folders have. */
export function folder(path: string, more: Partial<Folder> = {}): Folder {
  const delimiter = more.delimiter ?? '/'
  const steps = path.split(delimiter)
  return {
    id: folderIdOf(path),
    path,
    name: steps.at(-1) ?? '',
    parentId: steps.length > 1 ? folderIdOf(steps.slice(0, -1).join(delimiter)) : null,
    delimiter,
    role: null,
    selectable: true,
    subscribed: true,
    total: 10,
    unread: 1,
    uidValidity: 1,
    uidNext: 11,
    ...more,
  }
}
