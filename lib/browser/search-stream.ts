/** A search over all folders as it comes: each folder's share is told as soon as it was searched. Loaded when one is made. */
import type { FolderId } from '#lib/api/ids.ts'
import type { MessageSummary, Sort } from '#lib/api/messages.ts'
import { SEARCH_EVENTS, type SearchEvent } from '#lib/api/search-events.ts'
import { FoundSoFar } from '#lib/mail/found-so-far.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { requestApi } from './call-api.ts'
import { eventsOf } from './event-blocks.ts'
import type { Page, SearchProgress, SoFar } from './list-page.ts'

/** Rows of each folder that are told at once: the screen is full, and the others are asked for when somebody goes there. */
const ROWS = 30

type Asked = { q: string; sort: Sort }

/**
 * Searches all folders; `sofar` hears of every folder as it comes.
 * @returns what was found in the end. A search that breaks off on its way names the folders that it did not come to.
 * @throws MailError where nothing was found out; an AbortError
 */
export async function streamSearch({ q, sort }: Asked, signal: AbortSignal, sofar: SoFar): Promise<Page> {
  const response = await requestApi('searchMessages', {
    query: { q, sort, limit: ROWS },
    signal,
    accept: 'text/event-stream',
  })
  const course = new SearchCourse(sort)
  try {
    for await (const { name, data } of eventsOf(response)) {
      const event = parsed(name, data)
      if (event?.name === 'results') sofar(course.results(event.data))
      if (event?.name === 'done') return course.done(event.data.failed.map(({ folderId }) => folderId))
      if (event?.name === 'problem') throw new MailError(event.data.code, { detail: event.data.detail })
    }
    throw new MailError('unavailable')
  } catch (error) {
    if (signal.aborted || !course.begun) throw error
    return course.done(course.pending)
  }
}

/** What nobody knows by that name is passed over: the server may be newer than this tab. */
function parsed(name: string, data: string): SearchEvent | null {
  if (!Object.hasOwn(SEARCH_EVENTS, name)) return null
  const event = name as SearchEvent['name']
  return { name: event, data: SEARCH_EVENTS[event].parse(JSON.parse(data)) } as SearchEvent
}

type Results = Extract<SearchEvent, { name: 'results' }>['data']

/** One search, from its first folder to its last. */
class SearchCourse {
  readonly #found: FoundSoFar
  #until: Record<FolderId, number> = {}
  #pending: readonly FolderId[] | null = null

  constructor(sort: Sort) {
    this.#found = new FoundSoFar(sort)
  }

  /** Whether any folder was searched. */
  get begun(): boolean {
    return this.#pending !== null
  }

  get pending(): readonly FolderId[] {
    return this.#pending ?? []
  }

  /** One more folder: no row goes that is there already, though others may come between them. */
  results({ folderId, messages, total, until, pending }: Results): Page {
    this.#found.add({ folderId, messages, total })
    if (until !== null) this.#until = { ...this.#until, [folderId]: until }
    this.#pending = pending
    const { rows, certainRows, total: found } = this.#found
    const certain = certainRows.length
    return this.#page(rows, rows.length, { state: 'running', pending, failed: [], found, certain })
  }

  done(failed: readonly FolderId[]): Page {
    const { certainRows, total: found } = this.#found
    return this.#page(certainRows, found, { state: 'done', pending: [], failed, found, certain: found })
  }

  #page(messages: MessageSummary[], total: number, search: SearchProgress): Page {
    return { total, offset: 0, messages, until: this.#until, search }
  }
}
