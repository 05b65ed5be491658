/**
 * The message frame may be clicked, selected in and read, but it keeps neither the keys nor the clipboard: a click
 * in it would otherwise end all shortcuts, since no key pressed in there reaches the app.
 */

/**
 * Gives the focus back to `home` when a pointer took it into `frame`; one that came by Tab, on its way to a link,
 * stays. What is selected in the frame can be copied from outside.
 * @returns a function that ends it
 */
export function keepKeys(frame: HTMLIFrameElement, home: () => HTMLElement | null): () => void {
  const ending = new AbortController()
  const { signal } = ending
  let tabbed = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab') tabbed = performance.now()
  }
  const onBlur = () => {
    if (performance.now() - tabbed < 300) return
    clearTimeout(timer)
    // The focus moves after the blur; a press that opens a link must have been dealt with.
    timer = setTimeout(() => {
      if (document.activeElement === frame) home()?.focus({ preventScroll: true })
    }, 120)
  }
  window.addEventListener('keydown', onKey, { capture: true, signal })
  window.addEventListener('blur', onBlur, { signal })
  document.addEventListener('copy', (event) => copyFrom(frame, event), { signal })
  signal.addEventListener('abort', () => clearTimeout(timer))
  return () => ending.abort()
}

function copyFrom(frame: HTMLIFrameElement, event: ClipboardEvent): void {
  const here = document.getSelection()
  const there = frame.contentWindow?.getSelection()
  if (isWritten(document.activeElement) || (here && !here.isCollapsed)) return
  if (!there || there.isCollapsed || !event.clipboardData) return
  const holder = document.implementation.createHTMLDocument().createElement('div')
  holder.append(there.getRangeAt(0).cloneContents())
  event.clipboardData.setData('text/plain', there.toString())
  event.clipboardData.setData('text/html', holder.innerHTML)
  event.preventDefault()
}

function isWritten(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
}
