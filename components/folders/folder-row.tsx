'use client'
import { ChevronRight } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useId, useRef } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { MenuHandle } from '#components/ui/menu.tsx'
import type { FolderId } from '#lib/api/ids.ts'
import { go } from '#lib/browser/place.ts'
import type { FolderNode } from '#lib/mail/folder-tree.ts'
import { folderPlace, urlOf } from '#lib/mail/place.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { grouped } from '#lib/mail/words/plural.ts'
import { folderIcon } from './folder-icon.ts'
import type { FolderQuestion } from './folder-menu.tsx'
import { setFolderOpen } from './open-folders.ts'

// Everything that can be done to a folder comes with it, behind the first paint.
const FolderMenu = dynamic(() => import('./folder-menu.tsx').then((module) => module.FolderMenu), {
  ssr: false,
  loading: () => <span className="block size-7 pointer-coarse:size-11" />,
})

/** How it looks when what is dragged over it can be dropped there, or can't (components/mail/drags.tsx). */
export const DROP_LOOK =
  'data-[drop=move]:bg-selected data-[drop=copy]:bg-selected data-[drop=move]:inset-ring-2 data-[drop=copy]:inset-ring-2 ' +
  'inset-ring-accent data-[drop=no]:opacity-50'

export type FolderRowProps = {
  node: FolderNode
  depth: number
  current: FolderId | null
  closed: ReadonlySet<string>
  onAsk: (question: FolderQuestion) => void
  onChoose: () => void
}

/** A folder and, where it is open, the folders in it. */
export function FolderRow(props: FolderRowProps) {
  const { node, depth, current, closed, onAsk } = props
  const { folder, children } = node
  const menu = useRef<MenuHandle>(null)
  const nameId = useId() // the same folder may be in the pane and in the drawer
  const isOpen = children.length > 0 && !closed.has(folder.id)
  const isCurrent = folder.id === current
  return (
    <li>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the right click is a shortcut to the button beside it */}
      <div
        data-folder={folder.id}
        onContextMenu={(event) => {
          event.preventDefault()
          menu.current?.openAt(event.clientX, event.clientY)
        }}
        style={{ paddingInlineStart: Math.min(depth, 8) * 22 }}
        className={
          `group/row relative flex h-[34px] items-center rounded-lg pointer-coarse:h-11 ${DROP_LOOK} ` +
          (isCurrent ? 'bg-selected' : 'hover:bg-hover')
        }
      >
        {children.length > 0 && <Opener node={node} isOpen={isOpen} nameId={nameId} />}
        <Name {...props} isOpen={isOpen} nameId={nameId} />
        <span className="flex-none pointer-fine:absolute pointer-fine:end-1">
          <FolderMenu folder={folder} nameId={nameId} onAsk={onAsk} handle={menu} />
        </span>
      </div>
      {isOpen && (
        <ul className="flex flex-col gap-0.5 pt-0.5">
          {children.map((child) => (
            <FolderRow key={child.folder.id} {...props} node={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  )
}

// It lies in the room before the icon, over the link, so that all icons of a level stand in one line.
type InRow = { isOpen: boolean; nameId: string }

function Opener({ node: { folder }, isOpen, nameId }: InRow & { node: FolderNode }) {
  const label = isOpen ? folderWords.collapse : folderWords.expand
  return (
    <span className="relative w-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={label}
        aria-describedby={nameId}
        title={label}
        onClick={() => setFolderOpen(folder.id, !isOpen)}
        className={
          'absolute -start-2.5 -top-3 z-10 grid h-6 w-6 place-items-center rounded text-muted hover:text-text ' +
          'pointer-coarse:-start-2 pointer-coarse:-top-[22px] pointer-coarse:h-11 pointer-coarse:w-9'
        }
      >
        <Icon of={ChevronRight} size={14} className={isOpen ? 'rotate-90' : 'rtl:-scale-x-100'} />
      </button>
    </span>
  )
}

// Where there is hover, the count gives its place to the menu's button. Not by `group-has`: that ends in `*`, and then
// every element is looked at again whenever one comes or goes.
const COUNT_YIELDS =
  'pointer-fine:group-hover/row:invisible pointer-fine:[[data-folder]:has([aria-haspopup]:focus-visible)_&]:invisible ' +
  'pointer-fine:[[data-folder]:has([aria-haspopup][aria-expanded=true])_&]:invisible'

function Name({ node, current, isOpen, nameId, onChoose }: FolderRowProps & InRow) {
  const { folder } = node
  const isCurrent = folder.id === current
  const unread = (folder.unread ?? 0) + (isOpen ? 0 : node.unreadBelow)
  const look =
    'flex h-full min-w-0 flex-1 items-center gap-2.5 rounded-lg ps-3 pe-3 outline-offset-[-2px] ' +
    'pointer-coarse:ps-7 pointer-coarse:pe-0'
  const words = (
    <>
      <Icon of={folderIcon(folder.role)} className={isCurrent ? 'text-accent' : 'text-muted'} />
      <bdi id={nameId} className={`truncate ${unread > 0 || isCurrent ? 'font-semibold' : ''}`}>
        {folderWords.nameOf(folder)}
      </bdi>
      {unread > 0 && (
        <>
          <span className="sr-only">, {folderWords.unread(unread)}</span>
          <span
            aria-hidden="true"
            className={`ms-auto ps-1 text-s font-semibold tabular-nums ${COUNT_YIELDS} ${isCurrent ? 'text-accent' : 'text-muted'}`}
          >
            {grouped(unread)}
          </span>
        </>
      )}
    </>
  )
  if (!folder.selectable) return <span className={`${look} text-muted`}>{words}</span>
  const place = folderPlace(folder.id)
  return (
    <a
      href={urlOf(place)}
      aria-current={isCurrent ? 'page' : undefined}
      title={folder.path}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(place)
        onChoose()
      }}
      className={look}
    >
      {words}
    </a>
  )
}
