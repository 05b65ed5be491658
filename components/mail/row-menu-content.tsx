'use client'
import { ExternalLink } from 'lucide-react'
import type { MenuItem } from '#components/ui/menu.tsx'
import { MenuContent } from '#components/ui/menu-content.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import { actedOnRow } from '#lib/browser/acted-on.ts'
import { answeredOf } from '#lib/browser/answered-message.ts'
import { herePlace } from '#lib/browser/place.ts'
import { urlOf } from '#lib/mail/place.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { type Entry, messageSection } from './palette-messages.ts'

/** The menu of a row, opened at a place of the viewport. `row.current`: has the focus when it closes. */
export type OpenRowMenu = {
  id: MessageId
  row: { current: HTMLElement | null }
  at: { x: number; y: number }
}

/** Its entries with a line between each two groups; what is done most comes first. */
const GROUPS: readonly (readonly string[])[] = [
  ['tab'],
  ['reply', 'replyAll', 'forward', 'attach'],
  ['archive', 'remove', 'junk', 'notJunk'],
  ['read', 'unread', 'star', 'unstar'],
  ['move', 'label', 'copy'],
]

type RowMenuContentProps = { open: OpenRowMenu; onClose: () => void }

/** What can be done with a row, or with all that is selected where the row is among it. */
export function RowMenuContent({ open, onClose }: RowMenuContentProps) {
  const on = actedOnRow(open.id)
  const { title, entries } = messageSection(on, answeredOf(on))
  const tab = {
    id: 'tab',
    label: listWords.openInTab,
    icon: ExternalLink,
    run: () => void window.open(urlOf({ ...herePlace(), messageId: open.id }), '_blank', 'noopener'),
  }
  return (
    <MenuContent
      label={title}
      items={itemsOf(on.by === 'row' ? [tab, ...entries] : entries)}
      align="start"
      at={open.at}
      button={open.row}
      onClose={onClose}
    />
  )
}

function itemsOf(entries: readonly Entry[]): MenuItem[] {
  const groups = GROUPS.map((ids) =>
    ids.flatMap((id) => entries.filter((entry) => entry.id.split(' ')[0] === id)),
  )
  const some = groups.filter((group) => group.length > 0)
  return some.flatMap((group, at): MenuItem[] => [...(at > 0 ? ['line' as const] : []), ...group.map(itemOf)])
}

function itemOf({ label, icon, forbidden, run }: Entry): MenuItem {
  return { label, forbidden, onSelect: run, ...(icon ? { icon } : {}) }
}
