/** The time and the zone that dates are shown in: the server's during the first paint, then the tab's own. */
import { createContext, use, useSyncExternalStore } from 'react'

/** When the server rendered, ISO 8601. */
export const FirstNow = createContext('1970-01-01T00:00:00.000Z')

const MINUTE = 60_000

function eachMinute(listener: () => void): () => void {
  const timer = setInterval(listener, MINUTE)
  return () => clearInterval(timer)
}

/** What `nearDate` and `fullDate` need. The server doesn't know the person's zone: it says UTC, for one paint. */
export function useClock(): { now: Date; timeZone: string | undefined } {
  const first = use(FirstNow)
  const minute = useSyncExternalStore(
    eachMinute,
    () => Math.floor(Date.now() / MINUTE),
    () => null,
  )
  if (minute === null) return { now: new Date(first), timeZone: 'UTC' }
  return { now: new Date(minute * MINUTE), timeZone: undefined }
}
