/** How high a row is: the same number as `--spacing-row` in globals.css. */
import { useSyncExternalStore } from 'react'

const PHONE = '(max-width: 640px)'

function subscribe(listener: () => void): () => void {
  const query = matchMedia(PHONE)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** In pixels. */
export function useRowHeight(): number {
  return useSyncExternalStore(
    subscribe,
    () => (matchMedia(PHONE).matches ? 80 : 76),
    () => 76,
  )
}
