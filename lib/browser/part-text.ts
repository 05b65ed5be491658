/** The text of an attachment, for a look at it. */
import { useQuery } from '@tanstack/react-query'
import type { MessageId } from '#lib/api/ids.ts'
import type { PartText } from '#lib/api/parts.ts'
import { callApi } from './call-api.ts'

/** Undefined and no error: it is on its way. */
export function usePartText(
  id: MessageId,
  partId: string,
): { read: PartText | undefined; error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ['part-text', id, partId] as const,
    queryFn: ({ signal }) => callApi('readPartText', { params: { id, partId }, signal }),
    // It never changes, and a megabyte of it is worth keeping only while it is looked at.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  return { read: data, error }
}
