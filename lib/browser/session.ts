/** Who is signed in. */
import { useQuery } from '@tanstack/react-query'
import type { Session } from '#lib/api/session.ts'
import { callApi } from './call-api.ts'
import type { MailState } from './mail-state.ts'

const sessionQuery = {
  queryKey: ['session'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => callApi('readSession', { signal }),
}

/** The session; undefined while it is read for the first time. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data
}

/** Whether this person can send mail from here: all of writing is shown only then. */
export function useCanSend(): boolean {
  return useSession()?.capabilities.send ?? false
}

/** The session as it is known now, outside React. */
export function knownSession({ queries }: MailState): Session | undefined {
  return queries.getQueryData<Session>(sessionQuery.queryKey)
}
