/** `GET /api/events`: what happens, as it happens (server-sent events, HTML §9.2). */
import type { FolderId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { openEventStream } from './event-stream.ts'
import { channelOf } from './publish.ts'
import { noteStream } from './session-streams.ts'
import { everyTurn, TURN_SECONDS } from './wheel.ts'

/** What the use case needs of a call. */
export type Listening = {
  account: Account
  query: { folder: readonly FolderId[] }
  request: Pick<Request, 'headers' | 'signal'>
  signedIn: { sid: string }
}

/** Milliseconds a browser waits before it comes back. */
const RETRY = 2_000
/** A stream ends after an hour and is opened again: a session that has run out is noticed then. */
const MOST_TURNS = Math.ceil(3_600 / TURN_SECONDS)

/** Opens a stream. It ends with the request, the session or the process. */
export async function listenEvents({
  account: { shared: account },
  query,
  request,
  signedIn,
}: Listening): Promise<Response> {
  const channel = channelOf(account)
  const stops: (() => void)[] = []
  let turns = 0
  const stream = openEventStream(channel, () => {
    for (const stop of stops) stop()
    request.signal.removeEventListener('abort', stream.end)
  })
  stream.send(`retry: ${RETRY}\n\n`)
  const subscriber = { paths: pathsOf(query.folder), send: stream.send }
  stops.push(
    channel.subscribe(account, subscriber, request.headers.get('last-event-id')),
    noteStream(signedIn.sid, stream.end),
    everyTurn(() => {
      if (++turns > MOST_TURNS) stream.end()
      else stream.send(':\n\n')
    }),
  )
  request.signal.addEventListener('abort', stream.end, { once: true })
  if (request.signal.aborted) stream.end()
  return new Response(stream.body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

/** The inbox and these. An id that can name no folder is no reason to be told nothing. */
function pathsOf(folders: readonly FolderId[]): Set<string> {
  const paths = new Set(['INBOX'])
  for (const id of folders) {
    try {
      paths.add(folderPath(id))
    } catch (error) {
      if (!(error instanceof MailError)) throw error
    }
  }
  return paths
}
