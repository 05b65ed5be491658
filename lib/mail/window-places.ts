/** Which of several windows have room beside each other at the foot of a page. Pure. */

export type Stand = 'open' | 'minimised' | 'full'

/** `used`: the larger, the later. */
type Wished = { key: string; stand: Stand; used: number }

/** CSS pixels: a window with the space beside it, its title alone, and the page's edges. */
const OPEN = 556
const MINIMISED = 232
const EDGES = 24
/** Below this a page is a phone's (globals.css): one window, over all of it. */
const PHONE = 641

/**
 * How each window is shown on a page so wide, in the order given: those used last stay open, those that don't fit are
 * minimised; at most one fills the page.
 */
export function windowPlaces(windows: readonly Wished[], width: number): Map<string, Stand> {
  const lastUsed = windows.toSorted((a, b) => b.used - a.used)
  const shown = new Map(windows.map(({ key }): [string, Stand] => [key, 'minimised']))
  if (width < PHONE) {
    const front = lastUsed.find(({ stand }) => stand !== 'minimised')
    if (front) shown.set(front.key, 'full')
    return shown
  }
  const full = lastUsed.find(({ stand }) => stand === 'full')
  if (full) shown.set(full.key, 'full')
  const others = lastUsed.filter((one) => one !== full)
  let room = width - EDGES - MINIMISED * others.length
  for (const [at, { key }] of others.filter((one) => one.stand !== 'minimised').entries()) {
    room -= OPEN - MINIMISED
    // One that is wanted is shown, however narrow the page is.
    if (room < 0 && at > 0) break
    shown.set(key, 'open')
  }
  return shown
}
