/** What the app is shown on at the moment: a dark screen, or paper. */
import { useSyncExternalStore } from 'react'
import { useSettings } from './settings.ts'

const DARK = '(prefers-color-scheme: dark)'

/** Whether the app is dark: as the person chose, else as the system is. */
export function useDark(): boolean {
  const { theme } = useSettings()
  const system = useSyncExternalStore(
    (listener) => {
      const query = matchMedia(DARK)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(DARK).matches,
    () => false,
  )
  return theme === 'system' ? system : theme === 'dark'
}

let printing = false

/** Whether the page is being printed: from before the browser looks at it until it has. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const ending = new AbortController()
      const on = (now: boolean) => () => {
        printing = now
        listener()
      }
      addEventListener('beforeprint', on(true), { signal: ending.signal })
      addEventListener('afterprint', on(false), { signal: ending.signal })
      return () => ending.abort()
    },
    () => printing,
    () => false,
  )
}
