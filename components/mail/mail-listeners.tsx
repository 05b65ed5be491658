'use client'
import dynamic from 'next/dynamic'
import { type ComponentType, useEffect } from 'react'
import { Notices } from '#components/ui/notices.tsx'
import { startChanges } from '#lib/browser/change-world.ts'
import { useAnnouncement } from '#lib/browser/connection.ts'
import { externalStore, useExternalStore } from '#lib/browser/external-store.ts'
import { useLiveUpdates } from '#lib/browser/live-updates.ts'
import { useMailState } from '#lib/browser/mail-state.ts'
import { usePlace } from '#lib/browser/place.ts'
import { resumeWriting } from '#lib/browser/resume-writing.ts'
import { useCanSend } from '#lib/browser/session.ts'
import { fetchWritingBy } from '#lib/browser/write.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { MailKeys } from './mail-keys.tsx'
import { Questions } from './questions.tsx'
import { RowMenu } from './row-menu.tsx'

/** The windows of messages that are being written, once they were fetched. */
const windows = externalStore<ComponentType | null>(null)
fetchWritingBy(async () => {
  const { ComposeWindows, writing } = await import('#components/compose/compose-windows.tsx')
  windows.set(ComposeWindows)
  return writing
})
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
  useEffect(() => (canSend ? resumeWriting() : undefined), [canSend])
  const ComposeWindows = useExternalStore(windows)
  useLiveUpdates(folderId)
  return (
    <>
      <MailKeys />
      <ConnectionBar />
      <Announcer />
      <Notices />
      {canSend && ComposeWindows && <ComposeWindows />}
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
