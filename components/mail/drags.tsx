'use client'
import { Ban, Copy, Folder as FolderIcon, FolderInput, Mails } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { moveFolder } from '#components/folders/move-folder.ts'
import { closeSprung, springOpen } from '#components/folders/open-folders.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { Folder } from '#lib/api/folders.ts'
import { mailState } from '#lib/browser/mail-state.ts'
import { copyTo, moveTo } from '#lib/browser/message-actions.ts'
import { notify } from '#lib/browser/notices.ts'
import { commonSender } from '#lib/browser/of-messages.ts'
import { type DragPlan, type DragPoint, listenToDrags } from '#lib/browser/pointer-drag.ts'
import { rememberUse } from '#lib/browser/used-lately.ts'
import { folderProblem } from '#lib/mail/folder-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import {
  type Dragged,
  type DropPlace,
  draggedFrom,
  folderAt,
  type Verdict,
  verdictOn,
} from './drag-verdict.ts'

/** A closed folder opens after the pointer rested on it so long (ms). */
const SPRING = 600

type Shown = Verdict & { kind: Dragged['kind'] }

/** Messages and folders are dragged onto folders with the mouse. Shows what a drop would do, beside the pointer. */
export function Drags() {
  const badge = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    const show = (next: Shown | null, at?: DragPoint) => {
      setShown((before) => (before?.text === next?.text && before?.effect === next?.effect ? before : next))
      // Beside React: nothing is rendered anew while it follows the pointer.
      if (at) badge.current?.style.setProperty('translate', besidePointer(at))
    }
    return listenToDrags((pressed) => {
      const take = draggedFrom(pressed)
      return take && (() => planOf(take(), show))
    })
  }, [])
  return (
    <div
      ref={badge}
      data-drags
      aria-hidden="true"
      dir="ltr"
      hidden={!shown}
      className={
        'pointer-events-none fixed inset-s-0 top-0 z-50 max-w-72 rounded-lg border border-line bg-raised px-3 py-2 ' +
        'text-m text-text shadow-raised'
      }
    >
      {shown && <Badge {...shown} />}
    </div>
  )
}

function besidePointer({ x, y }: DragPoint): string {
  return `${Math.min(x + 14, innerWidth - 300)}px ${Math.min(y + 16, innerHeight - 60)}px`
}

function Badge({ effect, text, kind }: Shown) {
  const icons = { no: Ban, copy: Copy, move: FolderInput, none: kind === 'folder' ? FolderIcon : Mails }
  return (
    <span className="flex items-center gap-2">
      <Icon of={icons[effect]} size={16} className={effect === 'no' ? 'text-danger' : 'text-accent'} />
      <bdi className="min-w-0 font-medium">{text}</bdi>
    </span>
  )
}

type Under = { element: Element | null; place: DropPlace | undefined }

/** What lies under the pointer: a folder's row; for folders also the heading above them all. */
function under({ over }: DragPoint, { kind }: Dragged): Under {
  const row = over?.closest('[data-folder]') ?? null
  const folder = folderAt(row)
  if (folder) return { element: row, place: folder }
  const top = kind === 'folder' ? (over?.closest('[data-folder-top]') ?? null) : null
  return { element: top, place: top ? null : undefined }
}

function planOf(dragged: Dragged, show: (shown: Shown | null, at?: DragPoint) => void): DragPlan {
  let marked: Element | null = null
  let spring: ReturnType<typeof setTimeout> | undefined
  const mark = (element: Element | null, effect: Verdict['effect']) => {
    document.documentElement.setAttribute('data-dragging', effect)
    if (element !== marked) {
      marked?.removeAttribute('data-drop')
      clearTimeout(spring)
      spring = setTimeout(() => openClosed(element), SPRING)
    }
    element?.setAttribute('data-drop', effect)
    marked = element
  }
  return {
    follow: (at) => {
      const { element, place } = under(at, dragged)
      const verdict = verdictOn(dragged, place, at.copy)
      mark(element, verdict.effect)
      show({ ...verdict, kind: dragged.kind }, at)
    },
    drop: (at) => {
      const { place } = under(at, dragged)
      const { effect } = verdictOn(dragged, place, at.copy)
      if (place !== undefined && (effect === 'move' || effect === 'copy')) put(dragged, place, effect)
    },
    end: () => {
      clearTimeout(spring)
      marked?.removeAttribute('data-drop')
      document.documentElement.removeAttribute('data-dragging')
      closeSprung()
      show(null)
    },
  }
}

/** The folder of this row opens for as long as the drag goes on, where it is closed. */
function openClosed(row: Element | null): void {
  const folder = folderAt(row)
  if (folder && row?.querySelector('[aria-expanded=false]:not([aria-haspopup])')) springOpen(folder.id)
}

function put(dragged: Dragged, place: Folder | null, effect: 'move' | 'copy'): void {
  if (dragged.kind === 'folder') {
    const { folder } = dragged
    moveFolder(folder, place).catch((error: Error) => {
      const text = error instanceof MailError ? folderProblem(error, folder.name) : error.message
      notify({ text, kind: 'problem' })
    })
  } else if (place) {
    const { target } = dragged
    const sender = commonSender(target.messages, mailState().known)
    void rememberUse((now, { withFolder }) => withFolder(now, place.id, sender?.address ?? null))
    if (effect === 'copy') copyTo(target, place.id)
    else moveTo(target, place.id)
  }
}
