/** One message, opened: its words never change, its flags do. */
import { useQuery } from '@tanstack/react-query'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { callApi } from './call-api.ts'
import { mailState, useMailState } from './mail-state.ts'
import { usePainted } from './use-painted.ts'

function messageQuery(id: MessageId, ahead = false) {
  return {
    queryKey: ['message', id] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      callApi('readMessage', { params: { id }, signal, ahead }),
  }
}

/** What a component gets of something that is read: the thing, or why not, and a way to try again. */
export type MessageRead = { message: Message | undefined; error: Error | null; retry: () => void }

/** The message with the flags it has now (pending changes painted). Undefined and no error: it is on its way. */
export function useMessage(id: MessageId): MessageRead {
  const { known } = useMailState()
  const { data, error, refetch } = useQuery(messageQuery(id))
  const painted = usePainted()
  const flags = painted.flagsOf(id, known.get(id)?.flags ?? data?.flags ?? [])
  return { message: data && { ...data, flags: [...flags] }, error, retry: () => void refetch() }
}

/** Reads a message ahead: a row that is hovered, a neighbour of the open one. */
export function prefetchMessage(id: MessageId): void {
  void mailState().queries.prefetchQuery(messageQuery(id, true))
}
