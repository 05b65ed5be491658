/** Every way a call can fail: code → HTTP status and one plain sentence for the person. No schema: whoever throws needs it. */

/** The one table. `title` is what a person reads when nothing more precise is known. */
export const PROBLEMS = {
  bad_request: { status: 400, title: 'That request could not be understood.' },
  unauthenticated: { status: 401, title: 'You are signed out. Please sign in again.' },
  login_failed: { status: 401, title: 'The mail server did not accept this address and password.' },
  forbidden: { status: 403, title: 'The mail server does not allow this here.' },
  cross_origin: { status: 403, title: 'This request came from another site and was refused.' },
  server_not_allowed: { status: 403, title: 'This mail server is not one that may be used here.' },
  not_found: { status: 404, title: 'That is no longer there.' },
  method_not_allowed: { status: 405, title: 'That cannot be done at this address.' },
  uidvalidity_changed: {
    status: 409,
    title: 'The mail server has renumbered this folder. Please open it again.',
  },
  conflict: { status: 409, title: 'That is not possible as things stand now.' },
  state_unknown: { status: 409, title: 'This list is too old to be brought up to date.' },
  too_large: { status: 413, title: 'That is too large.' },
  refused: { status: 422, title: 'The mail server refused.' },
  rate_limited: { status: 429, title: 'Too many attempts. Please wait a little and try again.' },
  internal: { status: 500, title: 'Something went wrong on our side. Nothing was lost.' },
  certificate: {
    status: 502,
    title: "The mail server's certificate cannot be trusted, so nothing was sent to it.",
  },
  unavailable: { status: 503, title: 'The mail server cannot be reached at the moment.' },
  over_quota: { status: 507, title: 'The mailbox is full.' },
} as const satisfies Record<string, { status: number; title: string }>

/** The name of a failure. */
export type ErrorCode = keyof typeof PROBLEMS
