/** Writing that is to be there when the page is: what was written here before, and what the address asks for. */
import { keepsDrafts } from './draft-database.ts'
import { sparesData } from './spares-data.ts'
import { fetchWriting, prepareWriting } from './write.ts'

/** After so long (ms) whoever is still here may write: it is fetched while nobody waits for anything. */
const SETTLED = 5_000

/** Fetches writing now where it has something to do, else later. @returns what ends the waiting */
export function resumeWriting(): () => void {
  const isAsked = new URL(location.href).searchParams.has('mailto')
  const isKept = keepsDrafts().catch((error: unknown) => {
    console.warn('What is kept on this device could not be looked for.', error)
    return false
  })
  isKept.then((kept) => (kept || isAsked ? fetchWriting() : null)).catch(console.warn)
  const timer = setTimeout(() => {
    if (sparesData()) return
    // Not in all browsers.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(prepareWriting)
    else prepareWriting()
  }, SETTLED)
  return () => clearTimeout(timer)
}
