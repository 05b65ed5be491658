'use client'
import { useEffect, useState } from 'react'
import type { FolderId } from '#lib/api/ids.ts'
import { useFolders } from '#lib/browser/folders.ts'
import { conversationWords } from '#lib/mail/words/conversation.ts'
import { listWords } from '#lib/mail/words/list.ts'

/** What is over sooner need not be spoken of. */
const WORTH_SAYING_MS = 700

/** Says in which folders more of the conversation is looked for, once that takes a while. */
export function StillLooking({ in: pending }: { in: readonly FolderId[] }) {
  const { folders = [] } = useFolders()
  const names = folders.filter(({ id }) => pending.includes(id)).map(listWords.folderName)
  return pending.length > 0 ? <AfterAWhile text={conversationWords.looking(names)} /> : null
}

function AfterAWhile({ text }: { text: string }) {
  const [due, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), WORTH_SAYING_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p role="status" className={`text-s text-muted ${due ? '' : 'hidden'}`}>
      {due && text}
    </p>
  )
}
