/** Keeps the page true while it is open: events, the network, signing in again. */
import { useEffect, useRef } from 'react'
import type { LiveEvent } from '#lib/api/events.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { INBOX } from '#lib/mail/place.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { networkWords } from '#lib/mail/words/network.ts'
import { catchUp } from './catch-up.ts'
import { announce, connection, onBackOnline } from './connection.ts'
import { knownFolders } from './folders.ts'
import { learnEvent, readAgain } from './live-news.ts'
import type { LiveTab } from './live-tabs.ts'
import { type MailState, useMailState } from './mail-state.ts'
import { useSession } from './session.ts'
import { refreshSettings } from './settings.ts'
import { onSignedInAgain, sessionEnded } from './signed-out.ts'

/** A stream may be lost for so long (ms) before it is worth a word. */
const GRACE = 3000

/** Says how the connection is, but not for every hiccup. */
function useConnectionWord(): (status: 'open' | 'lost' | 'refused') => void {
  const later = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const ended = new AbortController()
    addEventListener('offline', () => connection.set('offline'), { signal: ended.signal })
    addEventListener('online', () => connection.set('online'), { signal: ended.signal })
    return () => {
      ended.abort()
      clearTimeout(later.current)
    }
  }, [])
  return (status) => {
    clearTimeout(later.current)
    if (status === 'open') connection.set('online')
    else if (navigator.onLine) later.current = setTimeout(() => connection.set('reconnecting'), GRACE)
  }
}

function tellOfNewMail({ name, data }: LiveEvent): void {
  if (name !== 'messages' || data.added.length === 0) return
  const folder = knownFolders().find(({ id }) => id === data.folderId)
  if (folder) announce(listWords.newMail(data.added.length, listWords.folderName(folder)))
}

function hear(state: MailState, event: LiveEvent, open: FolderId): void {
  // What happened to a folder before it was listened to is little, and often nothing.
  if (event.name === 'reset' && event.data.folderId !== undefined)
    return void catchUp(state, event.data.folderId)
  learnEvent(state, event, new Set([open, INBOX]))
  tellOfNewMail(event)
  if (event.name !== 'connection') return
  // Nobody is on the way back before the person has signed in: the dialog says so, not the bar.
  if (event.data.status === 'login_required') sessionEnded()
  else connection.set(event.data.status)
}

/** For as long as the mail page is shown with this folder open. */
export function useLiveUpdates(folderId: FolderId): void {
  const state = useMailState()
  const username = useSession()?.username
  const connectionWord = useConnectionWord()
  const latest = useRef({ folderId, connectionWord })
  const tab = useRef<LiveTab | null>(null)
  useEffect(() => {
    latest.current = { folderId, connectionWord }
  })
  useEffect(() => {
    if (!username) return
    let stopped = false
    const join = async () => {
      const { joinTabs } = await import('./live-tabs.ts')
      if (stopped) return
      tab.current = joinTabs(username, {
        event: (event) => hear(state, event, latest.current.folderId),
        late: () => {
          void catchUp(state)
          void state.queries.invalidateQueries({ queryKey: ['recent'] })
          void refreshSettings()
        },
        status: (status) => {
          latest.current.connectionWord(status)
          // Refused: signed out, perhaps. Asking who is signed in tells, and brings the login dialog.
          if (status === 'refused') void state.queries.refetchQueries({ queryKey: ['session'] })
        },
      })
      tab.current.show(latest.current.folderId)
    }
    void join()
    return () => {
      stopped = true
      tab.current?.stop()
      tab.current = null
    }
  }, [state, username])
  useEffect(() => tab.current?.show(folderId), [folderId])
  // What could not be read while the way was shut is read now.
  useEffect(
    () =>
      onBackOnline(() => {
        announce(networkWords.back)
        void catchUp(state)
      }),
    [state],
  )
  useEffect(
    () =>
      onSignedInAgain(() => {
        state.queue.resume()
        void state.queries.invalidateQueries()
        readAgain(state)
      }),
    [state],
  )
}
