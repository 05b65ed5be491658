/** The open message, and all that its toolbar is about: where rows are conversations, the whole of it in its folder. */
import type { MessageId } from '#lib/api/ids.ts'
import type { Message, MessageSummary, Thread } from '#lib/api/messages.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { membersOf, rowOf } from '#lib/mail/conversation-rows.ts'
import { useConversation } from './conversation.ts'
import { targetOfRows } from './conversation-target.ts'
import { type CurrentList, currentList, useCurrentList } from './current-list.ts'
import { mailState } from './mail-state.ts'
import { oneMessage, type Target } from './message-actions.ts'
import { usePainted } from './use-painted.ts'

/** What is done with the open message by its toolbar, or a key. */
export function openTarget(id: MessageId): Target {
  const { queries } = mailState()
  const [, thread] = queries.getQueriesData<Thread>({ queryKey: ['thread', id] }).at(-1) ?? []
  const members = membersOfOpen(currentList.get(), id, thread?.messages ?? [])
  return members.length > 1 ? targetOfRows([members], [rowShown(id)]) : oneMessage(id)
}

/** `count`: how many messages the toolbar is about. `read`, `starred`: whether all are read, and any is starred. */
export type OpenState = { count: number; read: boolean; starred: boolean }

/** What the toolbar of an open message shows: of its conversation where the list is one of conversations, else its own. */
export function useOpenState({ id, flags }: Message): OpenState {
  const list = useCurrentList()
  const { members: thread } = useConversation(id)
  const painted = usePainted()
  const members = membersOfOpen(list, id, thread)
  const all = members.length > 1 ? members.map((member) => painted.flagsOf(member, [])) : [flags]
  return {
    count: members.length,
    read: all.every((own) => own.includes('\\Seen')),
    starred: all.some((own) => own.includes('\\Flagged')),
  }
}

function rowShown(id: MessageId): MessageId {
  const list = currentList.get()
  return (list && rowOf(list, id)) ?? id
}

/** `thread`: what is shown of the conversation, for where its row isn't loaded. */
function membersOfOpen(
  list: CurrentList | null,
  id: MessageId,
  thread: readonly MessageSummary[],
): readonly MessageId[] {
  const row = list && rowOf(list, id)
  if (list && row) return membersOf(list, row)
  const own = messageNameOf(id).folderId
  if (!list?.view.threads || list.view.folderId !== own) return [id]
  return thread.filter(({ folderId }) => folderId === own).map((message) => message.id)
}
