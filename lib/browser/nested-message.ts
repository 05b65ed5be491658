/** A message inside a message. */
import { useQuery } from '@tanstack/react-query'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { callApi } from './call-api.ts'

/** Undefined and no error: it is on its way. Its `id` and the names of its parts are those of the message around it. */
export function useNestedMessage(
  id: MessageId,
  partId: string,
): { message: Message | undefined; error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ['nested-message', id, partId] as const,
    queryFn: ({ signal }) => callApi('readNestedMessage', { params: { id, partId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { message: data, error }
}
