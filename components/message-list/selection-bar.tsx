'use client'
import { Archive, FolderInput, Mail, MailOpen, MoreHorizontal, Trash2, X } from 'lucide-react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import { askLabels } from '#lib/browser/ask-labels.ts'
import { selectedTarget } from '#lib/browser/conversation-target.ts'
import { useIsOfRole } from '#lib/browser/folders.ts'
import { useForbidden } from '#lib/browser/forbidden.ts'
import { useKeepsLabels } from '#lib/browser/kept-keywords.ts'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import type { ListView } from '#lib/browser/list-view.ts'
import {
  archive,
  copySomewhere,
  markJunk,
  markRead,
  moveSomewhere,
  remove,
  star,
  type Target,
} from '#lib/browser/message-actions.ts'
import type { MessageList } from '#lib/browser/message-list.ts'
import { showRecent } from '#lib/browser/questions.ts'
import { countOf, type Selected, selection, wholeView } from '#lib/browser/selection.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { selectionWords } from '#lib/mail/words/selection.ts'
import { selectLoaded } from './select-rows.ts'

type BarProps = { selected: Selected; list: MessageList; view: ListView; name: string }

/** What can be done with the selected messages; in the place of the list's title. */
export function SelectionBar({ selected, list, view, name }: BarProps) {
  const rows = list.ids ?? []
  const total = rows.length
  const count = countOf(selected, rows)
  const target = () => selectedTarget(selected) ?? { messages: { ids: [] }, count: 0 }
  const all = count === total
  const keyHint = useKeyHint()
  return (
    <section
      aria-label={selectionWords.selected(count)}
      className="absolute inset-0 flex flex-col border-line border-b bg-surface px-3 pt-[env(safe-area-inset-top)] max-sm:px-1.5"
    >
      <div className="flex min-h-0 flex-1 items-center gap-1">
        <Checkbox
          aria-label={all ? selectionWords.clearSelection : listWords.selectAll}
          checked={all}
          mixed={!all}
          onChange={all ? selection.clear : () => selectMore(selected)}
          className="pointer-coarse:min-w-11 pointer-coarse:justify-center"
        />
        <p role="status" className="flex-none ps-1.5 font-strong">
          {selectionWords.selected(count)}
        </p>
        <span className="flex min-w-0 flex-1">
          {selected.kind === 'rows' && list.until !== undefined && !all && (
            <SelectWhole list={list} view={view} name={name} total={total} />
          )}
        </span>
        <IconButton
          {...keyHint('clear')}
          label={selectionWords.clearSelection}
          icon={X}
          onClick={selection.clear}
        />
      </div>
      <Actions target={target} view={view} />
    </section>
  )
}

/** All that is loaded; of a whole view the exceptions too. */
function selectMore(selected: Selected): void {
  if (selected.kind === 'rows') selectLoaded()
  else selection.set({ ...selected, except: new Set() })
}

/** From some rows to all there are. */
function SelectWhole({ list, view, name, total }: Omit<BarProps, 'selected'> & { total: number }) {
  const part = view.q !== '' || view.filter.length > 0
  const words = view.everywhere
    ? selectionWords.selectWholeSearch(total)
    : selectionWords.selectWholeView(total)
  return (
    <button
      type="button"
      onClick={() => selection.set(wholeView(view, list.until, list.ids ?? []))}
      className={
        'h-8 min-w-0 truncate rounded-lg px-2 font-semibold text-accent outline-offset-[-2px] hover:bg-hover ' +
        'pointer-coarse:h-11'
      }
    >
      {part ? words : selectionWords.selectWhole(total, name)}
    </button>
  )
}

function Actions({ target, view }: { target: () => Target; view: ListView }) {
  const forbidden = useForbidden(view.everywhere ? '' : view.folderId)
  const fixed = forbidden('take')
  const keyHint = useKeyHint()
  const more = useMore(target, view)
  return (
    <div className="-ms-2 flex items-center gap-0.5 pb-1 max-sm:ms-0">
      <IconButton
        label={listWords.archive}
        {...keyHint('archive')}
        icon={Archive}
        forbidden={fixed}
        onClick={() => void archive(target())}
      />
      <IconButton
        label={listWords.remove}
        {...keyHint('remove')}
        icon={Trash2}
        forbidden={fixed}
        onClick={() => void remove(target())}
      />
      <IconButton
        label={listWords.markRead}
        {...keyHint('read')}
        icon={MailOpen}
        forbidden={forbidden('seen')}
        onClick={() => markRead(target(), true)}
      />
      <IconButton
        label={listWords.markUnread}
        {...keyHint('unread')}
        icon={Mail}
        forbidden={forbidden('seen')}
        onClick={() => markRead(target(), false)}
      />
      <IconButton
        label={listWords.moveTo}
        {...keyHint('move')}
        icon={FolderInput}
        forbidden={fixed}
        onClick={() => void moveSomewhere(target())}
      />
      <Menu label={listWords.more} icon={MoreHorizontal} items={more} />
    </div>
  )
}

function useMore(target: () => Target, view: ListView): MenuItem[] {
  const junk = useIsOfRole('junk', view.folderId) && !view.everywhere
  const keeps = useKeepsLabels(view.everywhere ? '' : view.folderId)
  return [
    { label: listWords.star, onSelect: () => star(target(), true) },
    { label: listWords.unstar, onSelect: () => star(target(), false) },
    {
      label: listWords.label,
      onSelect: () => askLabels(target()),
      forbidden: keeps ? undefined : labelWords.notHere,
    },
    'line',
    { label: listWords.copyTo, onSelect: () => void copySomewhere(target()) },
    { label: junk ? listWords.notJunk : listWords.junk, onSelect: () => void markJunk(target(), !junk) },
    'line',
    { label: listWords.recent, onSelect: () => void showRecent() },
  ]
}
