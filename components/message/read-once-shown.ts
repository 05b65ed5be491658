/** An open message counts as read, when the person wants it to. */
import { useEffect, useRef } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { afterPaint } from '#lib/browser/after-paint.ts'
import { useForbidden } from '#lib/browser/forbidden.ts'
import { markRead, oneMessage } from '#lib/browser/message-actions.ts'
import { useSettings } from '#lib/browser/settings.ts'

/** Once for each opening: what is marked as unread while it is open stays unread. What is left sooner stays unread too. */
export function useReadOnceShown({ id, folderId, flags }: Message): void {
  const forbidden = useForbidden(folderId)('seen') !== undefined
  const { markReadAfter } = useSettings()
  const done = useRef<MessageId | null>(null)
  const read = flags.includes('\\Seen')
  useEffect(() => {
    if (done.current === id || markReadAfter === null) return
    const mark = () => {
      done.current = id
      if (!forbidden && !read) markRead(oneMessage(id), true, { quietly: true })
    }
    // Every row is drawn anew by it: the message comes first.
    if (markReadAfter === 0) return afterPaint(mark)
    const timer = setTimeout(mark, markReadAfter * 1000)
    return () => clearTimeout(timer)
  }, [id, read, forbidden, markReadAfter])
}
