/** A press on a row of the list. */
import type { MessageId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { isOfRole } from '#lib/mail/folder-tree.ts'
import { knownFolders } from './folders.ts'
import { mailState } from './mail-state.ts'
import { openMessage } from './place.ts'
import { knownSession } from './session.ts'
import { write } from './write.ts'

/** Opens the message; one that is still being written is gone on with, where one can send. */
export function openRow(id: MessageId): void {
  const state = mailState()
  const isDraft =
    state.painted.get().flagsOf(id, []).includes('\\Draft') &&
    isOfRole(knownFolders(), 'drafts', messageNameOf(id).folderId)
  if (isDraft && knownSession(state)?.capabilities.send) write((start) => start.goOnWriting(id))
  else openMessage(id)
}
