/** Keeps a list's rows where they are while others come and go, and counts what came above them. */
import type { MessageId } from '#lib/api/ids.ts'
import { tellNews } from '#lib/browser/news-above.ts'
import { isOwnArrival } from '#lib/browser/own-arrivals.ts'
import { type ConversationRows, membersOf } from '#lib/mail/conversation-rows.ts'
import { type Came, isAtTop, standAfter } from './rows-stay.ts'

/** What of a scroller is needed here. */
type Scroller = Pick<HTMLElement, 'scrollTop' | 'getBoundingClientRect'>

/** So many rows of the top are remembered: one that comes back there is no news. */
const REMEMBERED = 200

/** One for each list on the screen. */
export class PlaceKeeper {
  #rows: ConversationRows
  /** Where the mouse is, in px from the top of the window; null: not over the list. */
  #pointer: number | null = null
  /** How far it was scrolled to keep a row under the pointer, in px; null: nobody waits for the top. */
  #held: number | null = null
  #had = new Set<MessageId>()
  #news: { ids: ReadonlySet<MessageId>; unseen: number } = { ids: new Set(), unseen: 0 }

  constructor(rows: ConversationRows) {
    this.#rows = rows
  }

  /** Other rows were drawn: moves the scroller so that those in sight are where they were. */
  drawn(node: Scroller, rows: ConversationRows, rowHeight: number): void {
    const { ids: before, members } = this.#rows
    const { ids: after } = rows
    this.#rows = rows
    if (before === after) return
    // Where the newest message of a conversation went, its row is called by one that was there before.
    for (const id of before.slice(0, REMEMBERED)) {
      for (const here of id ? membersOf({ members }, id) : []) this.#had.add(here)
    }
    const top = node.scrollTop
    const isOwn = (id: MessageId) => isOwnArrival(id) || this.#had.has(id)
    const now = standAfter({ before, after, top, rowHeight, over: this.#over(node, rowHeight), isOwn })
    if (now.top !== top) {
      const waits = isAtTop(top, rowHeight) || this.#held === top
      node.scrollTop = now.top
      this.#held = waits ? node.scrollTop : null
    }
    this.#learn(node, now.came)
  }

  pointerAt(y: number | null): void {
    this.#pointer = y
  }

  /** What was held back under the pointer is shown, unless somebody scrolled meanwhile or has a row's menu open. */
  pointerLeft(node: Scroller): void {
    this.#pointer = null
    const isWaiting = this.#held !== null && this.#held === node.scrollTop
    this.#held = null
    if (isWaiting && !document.querySelector('[role=menu]')) node.scrollTop = 0
  }

  /** At the top there is nothing above. */
  scrolled(node: Scroller, rowHeight: number): void {
    if (isAtTop(node.scrollTop, rowHeight)) this.forget()
  }

  forget(): void {
    this.#news = { ids: new Set(), unseen: 0 }
    tellNews(0, () => undefined)
  }

  #over(node: Scroller, rowHeight: number): number | null {
    if (this.#pointer === null) return null
    return Math.floor((this.#pointer - node.getBoundingClientRect().top + node.scrollTop) / rowHeight)
  }

  #learn(node: Scroller, came: Came): void {
    const here = new Set(this.#rows.ids)
    const ids = new Set([...this.#news.ids, ...came.ids].filter((id) => here.has(id)))
    this.#news = { ids, unseen: this.#news.unseen + came.unseen }
    tellNews(ids.size + this.#news.unseen, () => {
      node.scrollTop = 0
    })
  }
}
