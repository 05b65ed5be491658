'use client'
import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { ui } from '#lib/mail/words/ui.ts'
import { IconButton } from './icon-button.tsx'

type DialogProps = {
  title: string
  /** What it is for, or its consequence, in one sentence. */
  description?: ReactNode
  /** Left out: it can't be closed, only answered. */
  onClose?: () => void
  children: ReactNode
  /** Something is typed in it, or it must be answered: a press beside it doesn't close it. */
  firm?: boolean
  /** For what is read rather than answered: headers, source. */
  wide?: boolean
  /** Something is typed in it and what matches changes below: it stands where a phone's keyboard does not, and stays there. */
  high?: boolean
  /** Where the focus goes when the place it came from has gone. */
  returnTo?: () => HTMLElement | null
}

/**
 * The browser's own modal dialog: it makes the rest inert, keeps the focus, closes on Escape and gives the focus
 * back. Shown for as long as it is rendered. The element marked `data-autofocus` has the focus at first.
 */
export function Dialog(props: DialogProps) {
  const { title, description, onClose, children, firm = false, wide = false, high = false } = props
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useModal(ref, props.returnTo)

  return (
    <dialog
      ref={ref}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onCancel={(event) => {
        event.preventDefault()
        event.stopPropagation() // React would let a dialog around this one close too
        onClose?.()
      }}
      // A second Escape closes it whatever we say: then it comes back where it must be answered.
      onClose={(event) => {
        event.stopPropagation()
        if (onClose) onClose()
        else ref.current?.showModal()
      }}
      // A key typed in a dialog is no shortcut of the page behind it.
      onKeyDown={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        if (!firm && onClose && event.target === ref.current) onClose()
      }}
      className={
        'max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] overflow-visible rounded-xl border border-line ' +
        `bg-raised p-0 text-m text-text shadow-raised ${wide ? 'max-w-3xl' : high ? 'max-w-xl' : 'max-w-md'} ` +
        `${high ? 'mx-auto mt-[max(0.75rem,12dvh)] max-sm:mt-3' : 'm-auto'} ` +
        'backdrop:bg-scrim'
      }
    >
      <div className="flex max-h-[inherit] flex-col gap-4 overflow-y-auto p-5">
        <header className="flex flex-col gap-1.5 pe-8">
          <h2 id={`${id}-title`} className="text-[17px] leading-snug font-strong [overflow-wrap:anywhere]">
            {title}
          </h2>
          {description && (
            <p id={`${id}-description`} className="text-muted [overflow-wrap:anywhere]">
              {description}
            </p>
          )}
        </header>
        {children}
      </div>
      {onClose && (
        <IconButton
          label={ui.close}
          icon={X}
          onClick={onClose}
          className="absolute end-2.5 top-2.5 pointer-coarse:end-1.5 pointer-coarse:top-1.5"
        />
      )}
    </dialog>
  )
}

/** The row of buttons at a dialog's foot: what it does last, so that Enter and the thumb find it. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 pt-1">{children}</div>
}

/** Opens a modal dialog for as long as it is rendered, and sees that the focus finds its way back. */
export function useModal(
  ref: { current: HTMLDialogElement | null },
  returnTo?: () => HTMLElement | null,
): void {
  const fallback = useRef(returnTo)
  useLayoutEffect(() => {
    fallback.current = returnTo
  })
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const before = document.activeElement
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => {
      dialog.close()
      // The browser gives the focus back to where it was, unless that has gone in the meantime.
      const lost = !before?.isConnected || before === document.body
      if (lost) fallback.current?.()?.focus()
    }
  }, [ref])
}
