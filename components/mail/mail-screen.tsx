'use client'
import { MailOpen } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useDeferredValue, useEffect, useState } from 'react'
import { ComposeButton } from '#components/compose/compose-button.tsx'
import { FolderPane } from '#components/folders/folder-pane.tsx'
import { MessageList } from '#components/message-list/message-list.tsx'
import { rowId } from '#components/message-list/message-row.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { afterPaint } from '#lib/browser/after-paint.ts'
import { cursor, rowHolding } from '#lib/browser/current-list.ts'
import { useFolders } from '#lib/browser/folders.ts'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import { usePlace } from '#lib/browser/place.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { useSignedOut } from '#lib/browser/signed-out.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { COLUMNS, panesStyle } from './panes.ts'

// Not on the first screen; fetched while nobody waits for it. A message's own address renders it on the server.
const loadMessageView = () =>
  import('#components/message/message-view.tsx').then((module) => module.MessageView)
const MessageView = dynamic(loadMessageView)
const prepareSanitiser = () =>
  import('#components/message/sanitiser.ts').then((module) => module.prepareSanitiser())
const MailListeners = dynamic(() => import('./mail-listeners.tsx').then((module) => module.MailListeners), {
  ssr: false,
})
const FoldersDrawer = dynamic(() => import('./folders-drawer.tsx').then((module) => module.FoldersDrawer), {
  ssr: false,
})
const PaneDivider = dynamic(() => import('./pane-divider.tsx').then((module) => module.PaneDivider), {
  ssr: false,
})
const LoginDialog = dynamic(
  () => import('#components/login/login-dialog.tsx').then((module) => module.LoginDialog),
  { ssr: false },
)

/** The mail page: folders, list and message beside each other, two of them on a tablet, one on the phone. */
export function MailScreen() {
  const { messageId } = usePlace()
  // On the phone the message lies over the list, which is hidden a moment later: that costs as much as showing the message.
  const covered = useDeferredValue(messageId) && messageId
  const [drawer, setDrawer] = useState(false)
  const signedOut = useSignedOut()
  const { panes } = useSettings()
  useFocusAfter(messageId)
  useEffect(() => {
    // What fails now is fetched when it is needed.
    const timer = setTimeout(() => loadMessageView().then(prepareSanitiser).catch(console.warn), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div
      className={
        'grid h-dvh w-full grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] overflow-hidden bg-page ' +
        'print:block print:h-auto print:overflow-visible print:bg-surface ' +
        `sm:grid-cols-[minmax(280px,38%)_minmax(0,1fr)] ${COLUMNS}`
      }
      data-panes
      style={panesStyle(panes)}
    >
      <div className="relative min-h-0 max-lg:hidden print:hidden">
        <FolderPane />
        <PaneDivider pane="folders" />
      </div>
      <main
        // The list keeps its place under an open message on the phone: hidden, not gone.
        className={`relative min-h-0 min-w-0 border-line border-e lg:border-s max-sm:col-start-1 max-sm:row-start-1 max-sm:border-0 ${covered ? 'max-sm:invisible print:hidden' : ''}`}
      >
        <MessageList onFolders={() => setDrawer(true)} />
        <ComposeButton floating />
        <PaneDivider pane="list" />
      </main>
      <section
        aria-label={listWords.messagePane}
        className={`min-h-0 min-w-0 bg-surface max-sm:relative max-sm:z-20 max-sm:col-start-1 max-sm:row-start-1 ${messageId ? '' : 'max-sm:hidden'}`}
      >
        {messageId ? <MessageView id={messageId} /> : <NothingOpen />}
      </section>
      <Title />
      <MailListeners />
      {drawer && <FoldersDrawer onClose={() => setDrawer(false)} />}
      {signedOut && <LoginDialog />}
    </div>
  )
}

function NothingOpen() {
  const { hint } = useKeyHint()('next')
  return (
    <EmptyState icon={MailOpen} title={listWords.nothingOpen}>
      {listWords.nothingOpenText(hint)}
    </EmptyState>
  )
}

/** The tab's title: the folder and how much in it is unread. */
function Title() {
  const { folderId } = usePlace()
  const folder = useFolders().folders?.find(({ id }) => id === folderId)
  return (
    <title>{folder ? listWords.title(folder.unread ?? 0, listWords.folderName(folder)) : 'Postern'}</title>
  )
}

/** The row of the open message is the one that keys are about; leaving it, the focus returns there. */
function useFocusAfter(messageId: string | null): void {
  useEffect(() => {
    if (!messageId) return
    // What draws the list anew comes behind the message.
    const giveUp = afterPaint(() => {
      const row = rowHolding(messageId) ?? messageId
      if (cursor.get() !== row) cursor.set(row, { focus: document.activeElement?.id === rowId(row) })
    })
    return () => {
      giveUp()
      if (!document.activeElement || document.activeElement === document.body)
        document.getElementById(rowId(cursor.get() ?? messageId))?.focus({ preventScroll: true })
    }
  }, [messageId])
}
