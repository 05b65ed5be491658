'use client'
import { Archive, Mail, MailOpen, MoreHorizontal, Star, Trash2, X } from 'lucide-react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import type { ListView } from '#lib/browser/list-view.ts'
import {
  archive,
  copySomewhere,
  isIn,
  markJunk,
  markRead,
  moveSomewhere,
  remove,
  star,
  type Target,
} from '#lib/browser/message-actions.ts'
import type { MessageList } from '#lib/browser/message-list.ts'
import { countOf, messagesOf, type Selected, selection } from '#lib/browser/selection.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { selectLoaded } from './select-rows.ts'

type BarProps = { selected: Selected; list: MessageList; view: ListView; name: string }

/** What can be done with the selected messages; in the place of the list's title. */
export function SelectionBar({ selected, list, view, name }: BarProps) {
  const total = list.ids?.length ?? 0
  const count = countOf(selected, total)
  const target: Target = { messages: messagesOf(selected), count }
  const all = count === total
  return (
    <section
      aria-label={listWords.selected(count)}
      className="flex-none border-line border-b bg-surface pt-[env(safe-area-inset-top)]"
    >
      <div className="flex h-14 items-center gap-0.5 px-3 max-sm:px-1.5">
        <Checkbox
          aria-label={all ? listWords.clearSelection : listWords.selectAll}
          checked={all}
          mixed={!all}
          onChange={all ? selection.clear : selectLoaded}
          className="pointer-coarse:min-w-11 pointer-coarse:justify-center"
        />
        <p role="status" className="min-w-0 flex-1 truncate ps-1.5 font-strong">
          {listWords.selected(count)}
        </p>
        <IconButton label={listWords.archive} hint="e" icon={Archive} onClick={() => void archive(target)} />
        <IconButton label={listWords.remove} hint="#" icon={Trash2} onClick={() => void remove(target)} />
        <Menu label={listWords.more} icon={MoreHorizontal} items={moreOf(target, view)} />
        <IconButton label={listWords.clearSelection} hint="Esc" icon={X} onClick={selection.clear} />
      </div>
      {selected.kind === 'rows' && !view.everywhere && count < total && (
        <button
          type="button"
          onClick={() => selection.set({ kind: 'view', view, until: list.uidNext, except: new Set() })}
          className={
            'h-10 w-full border-line border-t px-3 font-semibold text-accent outline-offset-[-2px] hover:bg-hover ' +
            'pointer-coarse:h-11'
          }
        >
          {view.q || view.filter.length > 0
            ? listWords.selectWholeView(total)
            : listWords.selectWhole(total, name)}
        </button>
      )}
    </section>
  )
}

function moreOf(target: Target, view: ListView): MenuItem[] {
  const junk = isIn('junk', view.folderId)
  return [
    { label: listWords.markRead, icon: MailOpen, onSelect: () => markRead(target, true) },
    { label: listWords.markUnread, icon: Mail, onSelect: () => markRead(target, false) },
    { label: listWords.star, icon: Star, onSelect: () => star(target, true) },
    { label: listWords.unstar, onSelect: () => star(target, false) },
    'line',
    { label: listWords.moveTo, onSelect: () => void moveSomewhere(target) },
    { label: listWords.copyTo, onSelect: () => void copySomewhere(target) },
    { label: junk ? listWords.notJunk : listWords.junk, onSelect: () => void markJunk(target, !junk) },
  ]
}
