/** The folder that is looked at may be renamed by another client: who looks at it goes along. */
import { useEffect, useRef } from 'react'
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { messageIdOf, messageNameOf } from '#lib/api/names.ts'
import type { Place } from '#lib/mail/place.ts'
import { mailState } from './mail-state.ts'
import { go, usePlace } from './place.ts'

/** What is gone may be made anew: that is looked for so often (ms), however the server tells of it. */
const LOOK_AGAIN = 5_000

/**
 * What a folder is called now that is no longer there: the one new folder that has its UIDVALIDITY and its next UID or
 * a later one (RFC 9051 §6.3.6: a renamed mailbox keeps them). Null where none is, or more than one could be.
 */
export function renamedTo(gone: Folder, before: readonly Folder[], after: readonly Folder[]): Folder | null {
  const known = new Set(before.map(({ id }) => id))
  const [found, ...others] = after.filter(
    ({ id, uidValidity, uidNext }) =>
      !known.has(id) &&
      uidValidity !== null &&
      uidValidity === gone.uidValidity &&
      (uidNext ?? 0) >= (gone.uidNext ?? 0),
  )
  return found && others.length === 0 ? found : null
}

/** The same place in the folder's new name, its message along. */
function placeIn(folder: Folder, place: Place): Place {
  const { messageId } = place
  const renamed = messageId && messageIdOf({ ...messageNameOf(messageId), folderId: folder.id })
  return { ...place, folderId: folder.id, messageId: renamed }
}

/** Another folder may have the name that one had which is gone: what is shown of it is read again then. */
function useNumbering(folders: readonly Folder[] | undefined, folderId: FolderId): void {
  const before = useRef<{ folderId: FolderId; uidValidity: number | null | undefined } | null>(null)
  const found = folders?.find(({ id, selectable }) => selectable && id === folderId)
  const uidValidity = found?.uidValidity
  const known = folders !== undefined
  useEffect(() => {
    if (!known) return
    const last = before.current?.folderId === folderId ? before.current.uidValidity : null
    // Null: not counted yet, which says nothing; undefined: the folder is gone.
    const isTold = uidValidity !== null
    before.current = { folderId, uidValidity: isTold ? uidValidity : last }
    if (!isTold || uidValidity === undefined || last === null || last === uidValidity) return
    for (const { view, pages } of mailState().lists.values()) if (view.folderId === folderId) pages.expire()
  }, [known, folderId, uidValidity])
}

/** Whether the folder of this place is gone; where it only has another name, the place changes to that. */
export function useFolderGone(folders: readonly Folder[] | undefined): boolean {
  const place = usePlace()
  useNumbering(folders, place.folderId)
  const before = useRef<readonly Folder[]>([])
  // A server may leave the name behind, of a folder that holds nothing and can't be opened.
  const here = folders?.some(({ id, selectable }) => selectable && id === place.folderId) ?? true
  useEffect(() => {
    if (!folders) return
    const gone = here ? undefined : before.current.find(({ id }) => id === place.folderId)
    const now = gone && renamedTo(gone, before.current, folders)
    if (now) go(placeIn(now, place), { replace: true })
    // Until one has left the folder that is gone, the tree in which it was is the one to compare with.
    else if (!gone) before.current = folders
  }, [folders, here, place])
  useEffect(() => {
    if (here) return
    const ask = () => void mailState().queries.invalidateQueries({ queryKey: ['folders'] })
    const timer = setInterval(ask, LOOK_AGAIN)
    return () => clearInterval(timer)
  }, [here])
  return !here
}
