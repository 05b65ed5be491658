/** Who is signed in. */
import { useQuery } from '@tanstack/react-query'
import type { Session } from '#lib/api/session.ts'
import { callApi } from './call-api.ts'
import { type MailState, mailState } from './mail-state.ts'

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

/** Between two questions (ms): the server that sends mail may have answered meanwhile, or name no limit at all. */
const AGAIN = 60_000
let learnt = Number.NEGATIVE_INFINITY

/** Reads the session once more where it does not say yet how large a message may be. Failing is no matter. */
export function learnLimits(): void {
  const { queries } = mailState()
  const isKnown = knownSession(mailState())?.limits.maxMessageBytes !== undefined
  if (isKnown || performance.now() - learnt < AGAIN) return
  learnt = performance.now()
  queries.invalidateQueries({ queryKey: sessionQuery.queryKey }).catch(console.warn)
}
