/** The event that a message brings. */
import { useQuery } from '@tanstack/react-query'
import type { MessageId } from '#lib/api/ids.ts'
import type { Invitation } from '#lib/api/invitation.ts'
import { callApi } from './call-api.ts'

/** Undefined: on its way. Null: none, or it could not be read; the calendar is attached all the same. */
export function useInvitation(id: MessageId): Invitation | null | undefined {
  const { data, isError } = useQuery({
    queryKey: ['invitation', id] as const,
    queryFn: ({ signal }) => callApi('readInvitation', { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return isError ? null : data?.invitation
}
