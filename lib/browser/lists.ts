/** The lists that were looked at lately, kept so that going back to a folder is instant. */
import { passes } from '#lib/mail/list-filter.ts'
import { learnKeywords } from './kept-keywords.ts'
import type { Page } from './list-page.ts'
import { ListPages } from './list-pages.ts'
import { type ListView, loadPage, viewKey } from './list-view.ts'
import type { MailState } from './mail-state.ts'

const LISTS_KEPT = 8

/** The list of a view, as far as it is known. `first`: a page that was read just now. */
export function listOf(state: MailState, view: ListView, first?: Page): ListPages {
  const key = viewKey(view)
  if (first) learnKeywords(state, first)
  const kept = (!first && state.lists.get(key)) || {
    view,
    pages: new ListPages(
      {
        load: async (ask, signal, keep, sofar) => {
          const page = await loadPage(view, ask, signal, keep, sofar)
          learnKeywords(state, page)
          return page
        },
        fits: (id) =>
          view.everywhere ||
          view.filter.length === 0 ||
          passes(view.filter, state.painted.get().flagsOf(id, [])),
        knows: (id) => state.known.get(id) !== undefined,
        learn: (rows) => state.known.put(rows),
        searches: view.everywhere,
      },
      first,
    ),
  }
  state.lists.delete(key)
  state.lists.set(key, kept)
  for (const oldest of state.lists.keys()) {
    if (state.lists.size <= LISTS_KEPT) break
    state.lists.delete(oldest)
  }
  return kept.pages
}
