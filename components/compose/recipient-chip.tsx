'use client'
import { Copy, CornerDownRight, Pencil, Trash2, TriangleAlert, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { MenuItem } from '#components/ui/menu.tsx'
import type { Address } from '#lib/api/messages.ts'
import { writtenPerson } from '#lib/mail/recipient-chips.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { FIELDS, type FieldName } from './field-names.ts'

const MenuContent = dynamic(
  () => import('#components/ui/menu-content.tsx').then((module) => module.MenuContent),
  { ssr: false },
)

/** What can be done with a chip, by its place. */
export type ChipActs = {
  /** A key on it; `menu` opens what can be done with it. */
  key: (event: KeyboardEvent<HTMLElement>, at: number, menu: () => void) => void
  edit: (at: number) => void
  remove: (at: number) => void
  move: (at: number, to: FieldName) => void
}

type RecipientChipProps = {
  draftKey: string
  field: FieldName
  at: number
  person: Address
  /** What is wrong with it. */
  problem: string | null
  acts: ChipActs
}

// For a finger it is 44 px high and drawn as 34.
const LOOK =
  'relative isolate inline-flex max-w-full min-w-0 items-center rounded-full border outline-offset-1 outline-focus ' +
  'has-focus-visible:outline-2 has-aria-expanded:bg-hover pointer-coarse:border-transparent! pointer-coarse:bg-transparent! ' +
  'pointer-coarse:before:absolute pointer-coarse:before:inset-x-0 pointer-coarse:before:inset-y-[5px] ' +
  'pointer-coarse:before:-z-10 pointer-coarse:before:rounded-full pointer-coarse:before:border '
const RIGHT = 'border-line bg-page pointer-coarse:before:border-line pointer-coarse:before:bg-page'
const WRONG =
  'border-danger border-dashed bg-surface text-danger pointer-coarse:before:border-danger pointer-coarse:before:border-dashed'

/** One recipient. A press takes it up for the keys; two, or Enter, write it anew; the right button opens its menu. */
export const RecipientChip = memo(({ draftKey, field, at, person, problem, acts }: RecipientChipProps) => {
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | 'chip' | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const who = person.name || person.address
  return (
    <span className={LOOK + (problem ? WRONG : RIGHT)}>
      <button
        ref={button}
        type="button"
        data-chip={`${draftKey} ${field} ${person.address}`}
        data-wrong={problem !== null || undefined}
        tabIndex={-1}
        aria-label={problem ? `${writtenPerson(person)}, ${words.noAddress}` : writtenPerson(person)}
        aria-description={problem ?? undefined}
        aria-haspopup="menu"
        aria-expanded={menuAt !== null || undefined}
        title={problem ?? person.address}
        onClick={() => {
          // A finger has no right button.
          if (matchMedia('(pointer: coarse)').matches) setMenuAt('chip')
        }}
        onDoubleClick={() => acts.edit(at)}
        onContextMenu={(event) => {
          event.preventDefault()
          setMenuAt({ x: event.clientX, y: event.clientY })
        }}
        onKeyDown={(event) => acts.key(event, at, () => setMenuAt('chip'))}
        className="flex h-7 min-w-0 items-center gap-1.5 ps-3 pe-1 text-start outline-none pointer-coarse:h-11 pointer-coarse:pe-3"
      >
        {problem && <Icon of={TriangleAlert} size={14} />}
        <bdi className="truncate">{who}</bdi>
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={words.removeNamed(who)}
        onClick={() => acts.remove(at)}
        className="me-0.5 inline-grid size-6 flex-none place-items-center rounded-full text-muted hover:bg-hover hover:text-text pointer-coarse:hidden"
      >
        <Icon of={X} size={14} />
      </button>
      {menuAt !== null && (
        <MenuContent
          label={words.actionsFor(who)}
          items={itemsOf({ field, at, person, acts })}
          align="start"
          at={menuAt === 'chip' ? null : menuAt}
          button={button}
          onClose={() => setMenuAt(null)}
        />
      )}
    </span>
  )
})

function itemsOf({ field, at, person, acts }: Pick<RecipientChipProps, 'field' | 'at' | 'person' | 'acts'>) {
  const copy = () => void navigator.clipboard?.writeText(person.address).catch(console.warn)
  const items: MenuItem[] = [
    { label: words.edit, icon: Pencil, onSelect: () => acts.edit(at) },
    { label: words.copyAddress, icon: Copy, onSelect: copy },
    'line',
    ...FIELDS.filter((other) => other !== field).map((other) => ({
      label: words.moveTo(words.fields[other]),
      icon: CornerDownRight,
      onSelect: () => acts.move(at, other),
    })),
    'line',
    { label: words.remove, icon: Trash2, onSelect: () => acts.remove(at) },
  ]
  return items
}
