/** How high a row is: the same numbers as `--spacing-row` in globals.css. */
import { useSyncExternalStore } from 'react'
import { useSettings } from '#lib/browser/settings.ts'

const PHONE = '(max-width: 640px)'
const HEIGHTS = { comfortable: { desk: 76, phone: 80 }, compact: { desk: 56, phone: 64 } }

function subscribe(listener: () => void): () => void {
  const query = matchMedia(PHONE)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** In pixels. */
export function useRowHeight(): number {
  const heights = HEIGHTS[useSettings().density]
  const phone = useSyncExternalStore(
    subscribe,
    () => matchMedia(PHONE).matches,
    () => false,
  )
  return phone ? heights.phone : heights.desk
}
