'use client'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { Notices } from '#components/ui/notices.tsx'
import { startChanges } from '#lib/browser/change-world.ts'
import { useAnnouncement } from '#lib/browser/connection.ts'
import { useLiveUpdates } from '#lib/browser/live-updates.ts'
import { useMailState } from '#lib/browser/mail-state.ts'
import { usePlace } from '#lib/browser/place.ts'
import { useCanSend } from '#lib/browser/session.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { MailKeys } from './mail-keys.tsx'
import { Questions } from './questions.tsx'
import { RowMenu } from './row-menu.tsx'

const ComposeWindows = dynamic(
  () => import('#components/compose/compose-windows.tsx').then((module) => module.ComposeWindows),
  { ssr: false },
)
const Drags = dynamic(() => import('./drags.tsx').then((module) => module.Drags), { ssr: false })

/**
 * What listens and speaks while the mail page is open: changes on their way, events, keys, notices, questions. Nothing
 * of it is seen at first, so that it is fetched behind the first paint, and everything that acts with it.
 */
export function MailListeners() {
  const { folderId } = usePlace()
  const state = useMailState()
  useEffect(() => void startChanges(state), [state])
  const canSend = useCanSend()
  useLiveUpdates(folderId)
  return (
    <>
      <MailKeys />
      <ConnectionBar />
      <Announcer />
      <Notices />
      {canSend && <ComposeWindows />}
      <Questions />
      <RowMenu />
      {hasMouse() && <Drags />}
    </>
  )
}

// A finger scrolls: it drags nothing.
function hasMouse(): boolean {
  return matchMedia('(any-pointer: fine)').matches
}

function Announcer() {
  const text = useAnnouncement()
  return (
    <p className="sr-only" aria-live="polite">
      {text}
    </p>
  )
}
