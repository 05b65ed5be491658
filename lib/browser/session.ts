/** Who is signed in. */
import { useQuery } from '@tanstack/react-query'
import type { Session } from '#lib/api/session.ts'
import { callApi } from './call-api.ts'

const sessionQuery = {
  queryKey: ['session'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => callApi('readSession', { signal }),
}

/** The session; undefined while it is read for the first time. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data
}
