'use client'
import { Command, LogOut, Plus, Settings } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useEffect, useState } from 'react'
import { ComposeButton } from '#components/compose/compose-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { DoorMark } from '#components/ui/door-mark.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useFolders } from '#lib/browser/folders.ts'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import { notify } from '#lib/browser/notices.ts'
import { usePlace } from '#lib/browser/place.ts'
import { useSession } from '#lib/browser/session.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { show } from '#lib/browser/show-dialog.ts'
import { type FolderNode, folderTree } from '#lib/mail/folder-tree.ts'
import { savedAt } from '#lib/mail/saved-searches.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { ui } from '#lib/mail/words/ui.ts'
import type { FolderQuestion } from './folder-menu.tsx'
import { DROP_LOOK, FolderRow } from './folder-row.tsx'
import { restoreAllFolders, setAllFolders, useAllFolders, useSprung } from './open-folders.ts'

const FolderDialogs = dynamic(() => import('./folder-dialogs.tsx').then((module) => module.FolderDialogs), {
  ssr: false, // a boundary of its own: waiting for it must not take the drawer around it away
})

const SavedSearches = dynamic(() =>
  import('#components/search/saved-searches.tsx').then((module) => module.SavedSearches),
)

/** The pane of folders. `onChoose` is told when one was gone to: a drawer closes. */
export function FolderPane({ onChoose = () => undefined }: { onChoose?: () => void }) {
  const { folders, error, retry } = useFolders()
  const place = usePlace()
  const { folderId } = place
  const { collapsed, pins, savedSearches } = useSettings()
  // One line of the pane says where one is.
  const current = savedAt(savedSearches, place) ? null : folderId
  const all = useAllFolders()
  const [asked, setAsked] = useState<FolderQuestion | null>(null)
  useEffect(restoreAllFolders, [])
  const sprung = useSprung()
  const closed = new Set(collapsed.filter((id) => !sprung.has(id)))
  const tree = folders && folderTree(folders, { all, current: folderId, pinned: pins })
  const list = (nodes: FolderNode[]) => (
    <ul className="flex flex-col gap-0.5">
      {nodes.map((node) => (
        <FolderRow
          key={node.folder.id}
          node={node}
          depth={0}
          current={current}
          closed={closed}
          onAsk={setAsked}
          onChoose={onChoose}
        />
      ))}
    </ul>
  )
  return (
    <nav aria-label={folderWords.pane} className="flex h-full min-h-0 flex-col bg-page">
      <div data-drop-area className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2.5 pt-3.5 pb-2">
        <p className="flex items-center gap-2.5 px-2.5 pt-1 pb-3.5 text-[16px] font-strong">
          <DoorMark />
          Postern
          <PaletteButton onChoose={onChoose} />
        </p>
        <ComposeButton onPress={onChoose} />
        {tree && tree.pins.length > 0 && (
          <section aria-label={folderWords.pinned} className="pb-3">
            {list(tree.pins)}
          </section>
        )}
        {tree && list(tree.roles)}
        {savedSearches.length > 0 && <SavedSearches onChoose={onChoose} />}
        <div
          data-folder-top
          className={`flex items-center justify-between rounded-lg ps-3 pt-3 pb-0.5 text-s text-muted ${DROP_LOOK}`}
        >
          <h2>{folderWords.heading}</h2>
          <IconButton
            label={folderWords.newFolder}
            icon={Plus}
            size={16}
            onClick={() => setAsked({ kind: 'create', folder: null })}
            className="!size-7 pointer-coarse:!size-11"
          />
        </div>
        {tree && list(tree.own)}
        {tree && <Unsubscribed hidden={tree.hidden} all={all} />}
        {!tree && !error && <FolderSkeleton />}
        {!tree && error && <Failed retry={retry} />}
      </div>
      <Foot />
      {asked && folders && <FolderDialogs asked={asked} folders={folders} onClose={() => setAsked(null)} />}
    </nav>
  )
}

/** The keys' way to everything, for who has none. */
function PaletteButton({ onChoose }: { onChoose: () => void }) {
  const keyHint = useKeyHint()
  return (
    <IconButton
      {...keyHint('palette')}
      label={folderWords.palette}
      icon={Command}
      size={16}
      onClick={() => {
        onChoose()
        show('showPalette')
      }}
      className="-my-1 ms-auto !size-7 pointer-coarse:!size-11"
    />
  )
}

function Unsubscribed({ hidden, all }: { hidden: number; all: boolean }) {
  if (hidden === 0 && !all) return null
  return (
    <button
      type="button"
      onClick={() => setAllFolders(!all)}
      className="mt-1 min-h-8 rounded-lg px-3 text-start text-s text-muted hover:text-text pointer-coarse:min-h-11"
    >
      {all ? folderWords.showSubscribed : folderWords.showAll(hidden)}
    </button>
  )
}

function Foot() {
  const quota = useSession()?.quota
  const leave = () => {
    import('#lib/browser/sign-out.ts')
      .then(({ signOut }) => signOut())
      .catch(() => notify({ text: folderWords.signOutFailed, kind: 'problem' }))
  }
  return (
    <div className="flex-none px-2.5 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {quota && quota.limitBytes > 0 && <QuotaLine used={quota.usedBytes} limit={quota.limitBytes} />}
      <div className="flex gap-1">
        <FootLook>
          {/* A full load: the router's link would cost the first screen 5 KB for a page that is seldom seen. */}
          <a href="/settings" className={FOOT}>
            <Icon of={Settings} size={16} />
            {folderWords.settings}
          </a>
        </FootLook>
        <FootLook>
          <button type="button" onClick={leave} className={FOOT}>
            <Icon of={LogOut} size={16} />
            {folderWords.signOut}
          </button>
        </FootLook>
      </div>
    </div>
  )
}

const FOOT =
  'flex h-8 w-full items-center gap-2 rounded-lg px-2 text-s whitespace-nowrap text-muted hover:bg-hover ' +
  'hover:text-text pointer-coarse:h-11'

function FootLook({ children }: { children: ReactNode }) {
  return <span className="min-w-0 flex-1">{children}</span>
}

function QuotaLine({ used, limit }: { used: number; limit: number }) {
  const share = Math.min(1, used / limit)
  return (
    <div className="px-3 pb-2.5 text-s text-muted">
      <div aria-hidden="true" className="mb-[7px] h-1 overflow-hidden rounded-sm bg-line">
        <div
          style={{ width: `${share * 100}%` }}
          className={`h-full rounded-sm ${share > 0.95 ? 'bg-danger' : 'bg-accent'}`}
        />
      </div>
      {folderWords.quota(used, limit)}
    </div>
  )
}

function FolderSkeleton() {
  return (
    <div role="status" aria-label={folderWords.loading} className="flex flex-col gap-4 px-3 pt-2">
      {['w-2/5', 'w-3/5', 'w-1/2', 'w-2/3'].map((width) => (
        <Skeleton key={width} className={`h-3.5 ${width}`} />
      ))}
    </div>
  )
}

function Failed({ retry }: { retry: () => void }) {
  return (
    <div className="flex flex-col items-start gap-2 px-3 pt-2 text-muted">
      <p>{folderWords.failed}</p>
      <Button onClick={retry}>{ui.tryAgain}</Button>
    </div>
  )
}
