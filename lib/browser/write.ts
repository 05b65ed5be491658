/**
 * The way into writing from the first screen. Writing is a third of the app, and most who read mail write none of it:
 * it is fetched when somebody writes, when a press is near, or when nothing else is to be done.
 */
import { networkWords } from '#lib/mail/words/network.ts'
import { notify } from './notices.ts'

type Start = typeof import('./start-writing.ts')

/** What writing is to the rest of the page. */
export type Writing = {
  start: Start
  attach: typeof import('./attach-from.ts')
  restore: typeof import('./restore-drafts.ts')
}

const way = Promise.withResolvers<() => Promise<Writing>>()
let fetching: Promise<Writing> | null = null
let here: Writing | null = null

/** Says how writing is fetched, with its windows. */
export const fetchWritingBy = way.resolve

/** Fetches it, once. @throws TypeError where that fails; the next one tries again */
export function fetchWriting(): Promise<Writing> {
  fetching ??= way.promise
    .then((fetch) => fetch())
    .then((writing) => {
      here = writing
      return writing
    })
    .catch((error: unknown) => {
      fetching = null
      throw error
    })
  return fetching
}

/** A press on what writes is near, or nothing else is to be done: it is fetched, and whether that works is no matter yet. */
export function prepareWriting(): void {
  fetchWriting().catch(console.warn)
}

/** Null where nobody has written here yet: nothing is open then. */
export function writingHere(): Writing | null {
  return here
}

/** So long (ms) a window may be on its way; then keys are the page's again. */
const PATIENCE = 5_000

let until = 0
let typed = ''

/** What is begun when writing is here: of several presses the last. */
let meant: ((start: Start) => unknown) | null = null

const sayUnreachable = () => notify({ text: networkWords.unreachable, kind: 'problem' })

/** Begins to write. Where what that takes is long on its way, it is said; it comes when the network is back. */
export function write(what: (start: Start) => unknown): void {
  until = performance.now() + PATIENCE
  typed = ''
  const isWaiting = meant !== null
  meant = what
  if (!isWaiting) void begin()
}

async function begin(): Promise<void> {
  const late = setTimeout(sayUnreachable, PATIENCE)
  try {
    const { start } = await fetchWriting().catch(failed)
    const what = meant
    meant = null
    clearTimeout(late)
    await what?.(start)
  } catch (error) {
    clearTimeout(late)
    console.warn(error)
    until = 0
  }
}

function failed(error: unknown): never {
  meant = null
  sayUnreachable()
  throw error
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
