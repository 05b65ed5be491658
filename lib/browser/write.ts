/** What the buttons of the first screen begin to write: fetched behind the first paint, so that a press finds it there. */
import { networkWords } from '#lib/mail/words/network.ts'
import { notify } from './notices.ts'

type Start = typeof import('./start-writing.ts')

/** So long (ms) a window may be on its way; then keys are the page's again. */
const PATIENCE = 5_000

let until = 0
let typed = ''

/** Begins to write. Where what that takes can't be fetched, it is said. */
export function write(what: (start: Start) => unknown): void {
  until = performance.now() + PATIENCE
  typed = ''
  import('./start-writing.ts')
    .then(what, (error: unknown) => {
      notify({ text: networkWords.unreachable, kind: 'problem' })
      throw error
    })
    .catch((error: unknown) => {
      console.warn(error)
      until = 0
    })
}

/** A window is on its way: what is typed meanwhile is meant for it, and no key of the page. */
export function isBeginning(): boolean {
  return performance.now() < until
}

/** Keeps a key for the window that is on its way, and from the page. */
export function typeIntoWindow(event: KeyboardEvent): void {
  event.preventDefault()
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) typed += event.key
}

/** The window is there and has the focus. */
export function windowAppeared(): void {
  // As if it were typed now: the only way that fields of every kind understand.
  if (isBeginning() && typed !== '') document.execCommand('insertText', false, typed)
  until = 0
}
