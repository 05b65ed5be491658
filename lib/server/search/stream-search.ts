/** `GET /api/search` as server-sent events (HTML §9.2): `results` of a folder as soon as it was searched, then `done`. */
import { folderIdOf } from '#lib/api/ids.ts'
import type { SearchQuery } from '#lib/api/messages.ts'
import { PROBLEMS } from '#lib/api/problem.ts'
import type { SearchEvent } from '#lib/api/search-events.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { log } from '#lib/server/config/log.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { firstRows, untilOf } from '#lib/server/imap/find-hits.ts'
import { everyTurn } from '#lib/server/live/wheel.ts'
import { searchFor } from './recent-searches.ts'
import type { RunningSearch } from './running-search.ts'

/**
 * Opens the stream. Each folder's `messages` are its first `limit`, in the order that was asked for. A search that fails on
 * its way says `problem` in the place of `done`; who hangs up ends it.
 * @throws MailError bad_request where an offset was given: there is no order over folders that are still looked at
 */
export function streamSearch(account: Account, query: SearchQuery, hungUp: AbortSignal): Response {
  if (query.offset > 0)
    throw new MailError('bad_request', {
      issues: [{ path: 'offset', message: 'cannot be used with a stream' }],
    })
  const cancelled = new AbortController()
  const signal = AbortSignal.any([hungUp, cancelled.signal])
  const search = searchFor(account, query, true)
  const stops = [search.join()]
  const stop = () => {
    for (const one of stops) one(false)
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const events = eventsOf(account, query, search, signal)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // Something on the line now and then, so that nobody between thinks it dead.
        const comment = () => controller.desiredSize === 0 && controller.enqueue(encoder.encode(':\n\n'))
        stops.push(everyTurn(comment))
      },
      async pull(controller) {
        const { value } = await events.next()
        if (cancelled.signal.aborted) return
        if (value) return controller.enqueue(encoder.encode(textOf(value)))
        stop()
        controller.close()
      },
      cancel: () => cancelled.abort(),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

function textOf({ name, data }: SearchEvent): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

async function* eventsOf(
  account: Account,
  query: SearchQuery,
  search: RunningSearch,
  signal: AbortSignal,
): AsyncGenerator<SearchEvent, undefined> {
  let total = 0
  try {
    for (let told = 0; ; ) {
      const hits = search.hits[told]
      if (hits) {
        const messages = [...(await firstRows(account, hits, query.limit, signal))]
        const pending = search.pending?.map(folderIdOf) ?? []
        yield {
          name: 'results',
          data: {
            folderId: folderIdOf(hits.path),
            messages,
            total: hits.uids.length,
            until: hits.uids.length > 0 ? untilOf(hits) : null,
            pending,
          },
        }
        total += hits.uids.length
        told++
        continue
      }
      search.throwIfFailed()
      if (search.done) break
      await search.step()
    }
    const failed = search.failed.map(({ path, error }) => ({
      folderId: folderIdOf(path),
      detail: error.detail,
    }))
    yield { name: 'done', data: { total, failed } }
  } catch (error) {
    // Who hung up hears nothing.
    if (!signal.aborted) yield problemOf(error)
  }
}

function problemOf(error: unknown): SearchEvent {
  if (!(error instanceof MailError)) log().error({ err: error }, 'a search failed on its way')
  const { code, status, detail } = error instanceof MailError ? error : new MailError('internal')
  return { name: 'problem', data: { type: 'about:blank', title: PROBLEMS[code].title, status, code, detail } }
}
