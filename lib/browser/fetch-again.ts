/**
 * Pieces of the app that did not come are fetched again until they do. The bundler keeps a piece's failure for as long as
 * the page lives and never asks for it again: so it hears of none while the network is to blame.
 */

const PIECES = '/_next/static/'
/** Before each try (ms); the last one repeats. */
const PAUSES = [500, 1_000, 2_000, 5_000]

const tries = new Map<string, number>()
/** No longer there: a newer Postern was installed. Only a reload helps, and whoever asked hears of it. */
const gone = new Set<string>()

function hear(event: Event): void {
  const script = event.target
  if (!(script instanceof HTMLScriptElement) || !script.src.includes(PIECES) || gone.has(script.src)) return
  event.stopImmediatePropagation()
  void again(script)
}

async function again(script: HTMLScriptElement): Promise<void> {
  const { src } = script
  const count = tries.get(src) ?? 0
  tries.set(src, count + 1)
  await new Promise((resolve) => setTimeout(resolve, PAUSES[count] ?? PAUSES.at(-1)))
  const answer = await fetch(src, { method: 'HEAD' }).catch(() => null)
  // What a proxy says while nothing is behind it passes.
  if (!answer || answer.status >= 500) return again(script)
  if (!answer.ok) gone.add(src)
  const next = document.createElement('script')
  // To the letter: by it the bundler knows which piece has come.
  next.setAttribute('src', script.getAttribute('src') ?? src)
  next.crossOrigin = script.crossOrigin
  next.onerror = script.onerror
  script.replaceWith(next)
}

/** Begins to listen; on the server it does nothing. */
export function fetchPiecesAgain(): void {
  // Before whoever made the script: in the capture phase.
  if (typeof window !== 'undefined') addEventListener('error', hear, { capture: true })
}
