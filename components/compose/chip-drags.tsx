'use client'
import { useEffect, useRef, useState } from 'react'
import type { Address } from '#lib/api/messages.ts'
import { draftHere } from '#lib/browser/drafts-here.ts'
import { externalStore, useExternalStore } from '#lib/browser/external-store.ts'
import { type DragPlan, type DragPoint, listenToDrags } from '#lib/browser/pointer-drag.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { FIELDS } from './field-names.ts'
import { type Field, movePerson } from './move-person.ts'

/** One of its people. */
type Dragged = Field & { person: Address }

const dragging = externalStore(false)

/** Whether somebody is being dragged: then every field is there to be dropped on. */
export function useChipDragging(): boolean {
  return useExternalStore(dragging)
}

/** Recipients are dragged with the mouse from one field to another, also of another message. */
export function ChipDrags() {
  const badge = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState('')
  useEffect(() => {
    const follow = ({ x, y }: DragPoint, text: string) => {
      setShown(text)
      // Beside React: nothing is rendered anew while it follows the pointer.
      badge.current?.style.setProperty('translate', `${Math.min(x + 14, innerWidth - 260)}px ${y + 16}px`)
    }
    return listenToDrags((pressed) => {
      const dragged = draggedFrom(pressed)
      if (!dragged) return null
      return () => {
        badge.current?.showPopover() // over a window that fills the page too
        return planOf(dragged, follow, () => badge.current?.hidePopover())
      }
    })
  }, [])
  return (
    <div
      ref={badge}
      popover="manual"
      aria-hidden="true"
      dir="ltr"
      className="pointer-events-none inset-[0_auto_auto_0] m-0 max-w-64 truncate rounded-full border border-line bg-raised px-3 py-1 text-m text-text shadow-raised"
    >
      {shown}
    </div>
  )
}

function draggedFrom(pressed: Element): Dragged | null {
  const [key = '', name, ...address] =
    pressed.closest('[data-chip]')?.getAttribute('data-chip')?.split(' ') ?? []
  const field = fieldOf(key, name)
  const person = field && draftHere(key)?.draft[field.name].find((one) => one.address === address.join(' '))
  return field && person ? { ...field, person } : null
}

function fieldOf(key: string, name: string | undefined): Field | null {
  const known = FIELDS.find((one) => one === name)
  return known ? { key, name: known } : null
}

function planOf(dragged: Dragged, follow: (at: DragPoint, text: string) => void, end: () => void): DragPlan {
  const who = dragged.person.name || dragged.person.address
  let marked: Element | null = null
  const under = ({ over }: DragPoint) => {
    const element = over?.closest('[data-recipients]') ?? null
    const [key = '', name] = element?.getAttribute('data-recipients')?.split(' ') ?? []
    const field = fieldOf(key, name)
    const isOther = field && (field.key !== dragged.key || field.name !== dragged.name)
    return { element: isOther ? element : null, field: isOther ? field : null }
  }
  dragging.set(true)
  document.documentElement.setAttribute('data-dragging', 'none')
  return {
    follow: (at) => {
      const { element, field } = under(at)
      if (element !== marked) marked?.removeAttribute('data-drop')
      element?.setAttribute('data-drop', 'move')
      marked = element
      follow(at, field ? words.dragged(who, words.fields[field.name]) : who)
    },
    drop: (at) => {
      const { field } = under(at)
      if (field) movePerson(dragged, dragged.person, field)
    },
    end: () => {
      marked?.removeAttribute('data-drop')
      document.documentElement.removeAttribute('data-dragging')
      dragging.set(false)
      end()
    },
  }
}
