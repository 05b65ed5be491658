/** The conversation of the open message: what its folder knows at once, the rest when it was found. */
import { useQuery } from '@tanstack/react-query'
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import type { MessageSummary, Thread } from '#lib/api/messages.ts'
import { callApi } from './call-api.ts'
import { mailState } from './mail-state.ts'
import { usePainted } from './use-painted.ts'

/** A key for each of the two answers: the second one waits until everything was looked at. */
function threadQuery(id: MessageId, whole: boolean) {
  return {
    queryKey: ['thread', id, whole] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Thread> => {
      const query = whole ? {} : { wait: 0 }
      const thread = await callApi('readThread', { params: { id }, query, signal })
      mailState().known.put(thread.messages)
      return thread
    },
    // A conversation that can't be read is none: the message itself is there.
    retry: 1,
  }
}

/** `members` oldest first, with the flags they have now; alone or unknown: none. `pending`: where more is looked for. */
export type Conversation = { members: readonly MessageSummary[]; pending: readonly FolderId[] }

export function useConversation(id: MessageId): Conversation {
  const early = useQuery(threadQuery(id, false))
  const more = (early.data?.pending.length ?? 0) > 0
  const late = useQuery({ ...threadQuery(id, true), enabled: more })
  const painted = usePainted()
  const thread = (more && late.data) || early.data
  const members = (thread?.messages ?? []).flatMap((message) => {
    if (message.id !== id && painted.leaves(message.id)) return []
    return painted.summaryOf(message.id) ?? message
  })
  const looking = more && !late.data && !late.isError
  return {
    members: members.length > 1 ? members : [],
    pending: looking ? (early.data?.pending ?? []) : [],
  }
}
