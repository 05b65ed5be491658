/**
 * The steps of this tab's history, written past Next's router. It would hear of each one, and write the address of what
 * it drew last over ours when its transition is through: on a slow machine that is after the next press, and what was
 * just archived would be open again.
 */

function write(method: 'pushState' | 'replaceState', url: string | URL, state: unknown): void {
  // Not the methods that `history` has, which are the router's.
  History.prototype[method].call(history, state, '', url)
}

/** A new step, from which Back leads to where the tab is now. @param state what it remembers */
export function pushStep(url: string | URL, state: object): void {
  write('pushState', url, state)
}

/** The step where the tab is has another address from now on. */
export function replaceStep(url: string | URL): void {
  write('replaceState', url, history.state)
}

const listeners = new Set<() => void>()

function traversed(event: PopStateEvent): void {
  // The router would draw the page for it, and write its address (above).
  event.stopImmediatePropagation()
  for (const listener of [...listeners]) listener()
}

/** Calls `listener` after Back and Forward within this page; the answer ends that. */
export function onTraversal(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', traversed, { capture: true })
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', traversed, { capture: true })
  }
}
