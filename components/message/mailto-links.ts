import { followMailto, pathOfMailto, writesMailtos } from '#lib/browser/mailto-links.ts'

const LINK = 'a[href^="mailto:" i], area[href^="mailto:" i]'
const MARK = 'data-mailto'

/** Addresses in a cleaned mail begin a message here. Safari hears no press in the frame: there it begins in a new tab. */
export function followMailtos(root: HTMLElement): void {
  if (!writesMailtos()) return
  for (const element of root.querySelectorAll(LINK)) {
    const link = element.getAttribute('href') ?? ''
    element.setAttribute(MARK, link)
    element.setAttribute('href', pathOfMailto(link))
  }
  root.addEventListener('click', (event) => {
    // Of another window, whose classes are not ours.
    const element = (event.target as Element | null)?.closest?.(`[${MARK}]`)
    const link = element?.getAttribute(MARK)
    if (link && followMailto(link)) event.preventDefault()
  })
}
