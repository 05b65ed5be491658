/** In which folders lists show conversations, as the person chose. */
import type { FolderId } from '#lib/api/ids.ts'
import type { Settings } from '#lib/api/settings.ts'

/** Whether a folder's list shows conversations. */
export function showsConversations(
  { conversations: { on, except } }: Pick<Settings, 'conversations'>,
  folderId: FolderId,
): boolean {
  return on !== except.includes(folderId)
}

/** The settings with this folder shown so, and the others as they were. */
export function withConversations(now: Settings, folderId: FolderId, shown: boolean): Settings {
  const { on, except } = now.conversations
  const others = except.filter((id) => id !== folderId)
  return { ...now, conversations: { on, except: shown === on ? others : [...others, folderId] } }
}
