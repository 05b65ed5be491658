/** Where a change came from: a session, and the tab in it that says which it is. */
import type { SignedIn } from './session.ts'

/** `tab` is a UUID in lower case; null where the tab did not say. */
export type Origin = { sid: string; userAgent: string; tab: string | null }

/** What a use case is told of whoever calls it. */
export type Calling = { signedIn: Pick<SignedIn, 'sid'>; request: { headers: Headers } }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A call's origin. A header that is no UUID says nothing. */
export function originOf({ signedIn, request }: Calling): Origin {
  const tab = request.headers.get('postern-tab')
  return {
    sid: signedIn.sid,
    userAgent: (request.headers.get('user-agent') ?? '').slice(0, 500),
    tab: tab && UUID.test(tab) ? tab.toLowerCase() : null,
  }
}
