/** The dialog that a window is: beside the page, or over all of it and then modal. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { cameFrom } from '#lib/browser/compose-windows.ts'
import { windowAppeared } from '#lib/browser/write.ts'
import type { Stand } from '#lib/mail/window-places.ts'

type Shown = { draftKey: string; stand: Stand; called: number }

/** Keeps the same element from one to the other, so that nothing that is written in it begins anew. */
export function useWindowDialog({ draftKey, stand, called }: Shown): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null)
  const isModal = stand === 'full'
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const focused = document.activeElement
    if (dialog.open) dialog.close()
    if (isModal) dialog.showModal()
    else dialog.show()
    // Opening moves the focus, and closing gives it back to where it was before.
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  }, [isModal])
  useLayoutEffect(() => {
    const dialog = ref.current
    return () => {
      const focused = document.activeElement
      const hasFocus = focused === document.body || (dialog?.contains(focused) ?? false)
      dialog?.close()
      if (hasFocus) cameFrom(draftKey)?.focus({ preventScroll: true })
    }
  }, [draftKey])
  useFocusMoves(ref, { draftKey, stand, called })
  return ref
}

const FIELDS = 'input:not([hidden]), textarea, [contenteditable="true"]'

/** What is asked for takes the focus, where it was last; what is minimised has no fields, and gives it back. */
function useFocusMoves(ref: RefObject<HTMLDialogElement | null>, { draftKey, stand, called }: Shown): void {
  const last = useRef<Element | null>(null)
  const seen = useRef(0)
  const wasOpen = useRef(false)
  const isMinimised = stand === 'minimised'
  useEffect(() => {
    const dialog = ref.current
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || !target.matches(FIELDS)) return
      last.current = target
      windowAppeared()
    }
    dialog?.addEventListener('focusin', remember)
    return () => dialog?.removeEventListener('focusin', remember)
  }, [ref])
  useEffect(() => {
    const dialog = ref.current
    const inside = dialog?.contains(document.activeElement) ?? false
    const isJustMinimised = isMinimised && wasOpen.current
    wasOpen.current = !isMinimised
    if (isJustMinimised && (inside || document.activeElement === document.body))
      cameFrom(draftKey)?.focus({ preventScroll: true })
    if (isMinimised) return
    if (called === seen.current) return
    seen.current = called
    const begins = dialog?.querySelector('[data-begin=body]') ?? dialog
    const place = last.current?.isConnected ? last.current : begins?.querySelector(FIELDS)
    // One that is fetched first, the editor, takes the focus by itself.
    if (!inside || !document.activeElement?.matches(FIELDS)) (place as HTMLElement | null)?.focus()
    else windowAppeared()
  }, [ref, draftKey, isMinimised, called])
}
