/** One message, opened: its words never change, its flags do. */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { callApi } from './call-api.ts'
import { KeptBytes } from './kept-bytes.ts'
import { mailState, useMailState } from './mail-state.ts'
import { ReadAhead, type Reason } from './read-ahead.ts'
import { sparesData } from './spares-data.ts'
import { usePainted } from './use-painted.ts'

const MOST_KEPT = 24 * 1024 * 1024
// A message of this size without attachments is all text; one with attachments is read without them.
const LARGE_TEXT = 1024 * 1024
// Who opens what is being read ahead waits for that so long; then it is asked for as what it is, a message to read.
const PATIENCE_MS = 150

const keyOf = (id: MessageId) => ['message', id] as const

/** Whether nobody looks at it: it is read ahead. */
function isUnwatched(queries: QueryClient, id: MessageId): boolean {
  const query = queries.getQueryCache().find({ queryKey: keyOf(id), exact: true })
  return (query?.getObserversCount() ?? 0) === 0
}

const kept = new KeptBytes<MessageId>(MOST_KEPT, (id) => {
  const { queries } = mailState()
  if (!isUnwatched(queries, id)) return false
  queries.removeQueries({ queryKey: keyOf(id), exact: true })
  return true
})

/** About what a message takes in memory: its text in UTF-16. */
function bytesOf({ html, text, shownText, headers }: Message): number {
  const fields = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0)
  return 2 * ((html?.length ?? 0) + (text?.length ?? 0) + (shownText?.length ?? 0) + fields) + 2048
}

function messageQuery(id: MessageId) {
  return {
    queryKey: keyOf(id),
    // Messages never grow old: the budget alone drops them.
    gcTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal, client }: { signal: AbortSignal; client: QueryClient }) => {
      const ahead = isUnwatched(client, id)
      const message = await callApi('readMessage', { params: { id }, signal, ahead })
      kept.put(id, bytesOf(message))
      return message
    },
  }
}

/** What a component gets of something that is read: the thing, or why not, and a way to try again. */
export type MessageRead = { message: Message | undefined; error: Error | null; retry: () => void }

/** The message with the flags it has now (pending changes painted). Undefined and no error: it is on its way. */
export function useMessage(id: MessageId): MessageRead {
  const { known, queries } = useMailState()
  const { data, error, refetch } = useQuery(messageQuery(id))
  const painted = usePainted()
  const flags = painted.flagsOf(id, known.flagsOf(id) ?? data?.flags ?? [])
  const here = data !== undefined
  useEffect(() => {
    kept.use(id)
    if (here || !readingAhead.has(id)) return
    const timer = setTimeout(
      () => void queries.cancelQueries({ queryKey: keyOf(id), exact: true }).then(() => refetch()),
      PATIENCE_MS,
    )
    return () => clearTimeout(timer)
  }, [id, here, queries, refetch])
  return { message: data && { ...data, flags: [...flags] }, error, retry: () => void refetch() }
}

/** The message, read where it isn't here yet. @throws MailError what reading it says */
export function readMessageOnce(id: MessageId): Promise<Message> {
  return mailState().queries.fetchQuery({ ...messageQuery(id), staleTime: Number.POSITIVE_INFINITY })
}

/** The flags of a message as painted, wherever it is known from; none where it isn't. */
export function flagsNow(id: MessageId): readonly string[] {
  const { queries, painted } = mailState()
  return painted.get().flagsOf(id, queries.getQueryData<Message>(keyOf(id))?.flags ?? [])
}

const readingAhead = new Set<MessageId>()

const queue = new ReadAhead({
  isWorth: (id) => {
    const { queries, known } = mailState()
    const summary = known.get(id)
    const isLarge = summary !== undefined && summary.size > LARGE_TEXT && !summary.hasAttachments
    return queries.getQueryState(keyOf(id))?.data === undefined && !isLarge && !sparesData()
  },
  load: (id) => {
    readingAhead.add(id)
    return mailState()
      .queries.fetchQuery(messageQuery(id))
      .finally(() => readingAhead.delete(id))
  },
  cancel: (id) => {
    const { queries } = mailState()
    if (isUnwatched(queries, id)) void queries.cancelQueries({ queryKey: keyOf(id), exact: true })
  },
})

/** Reads ahead what may be opened next; what was wanted for the same reason before, and isn't now, is let go. */
export function readAhead(reason: Reason, ids: readonly MessageId[]): void {
  queue.want(reason, ids)
}
