/**
 * What holds for the whole page, as `data-…` of its root, for CSS. A selector that looks for it further down
 * (`body:has(…)`) would have the browser look at every element again whenever one comes or goes.
 */
import { useLayoutEffect } from 'react'

/** `floating`: a button floats over the list. `writing`: the window of a message is open. */
type PageMark = 'floating' | 'writing'

/** The page bears this mark while `holds` is true and the component that says so is there. */
export function usePageMark(mark: PageMark, holds: boolean): void {
  useLayoutEffect(() => {
    if (!holds) return
    document.documentElement.dataset[mark] = ''
    return () => {
      delete document.documentElement.dataset[mark]
    }
  }, [mark, holds])
}
