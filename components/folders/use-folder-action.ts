'use client'
import { useState } from 'react'
import { folderProblem } from '#lib/mail/folder-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'

export type FolderAction = {
  busy: boolean
  /** Why it failed, as a sentence. */
  error: string | null
  /** Does it; closes the dialog when it is done, and keeps it with all that was typed when it failed. */
  run: (work: () => Promise<void>) => void
  /** Says what is wrong before anything is sent. */
  refuse: (sentence: string | null) => void
}

/** The one thing that a folder dialog does. `name`: what a folder that stands in the way would be called. */
export function useFolderAction(name: string | null, onDone: () => void): FolderAction {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  return {
    busy,
    error,
    refuse: setError,
    run: (work) => {
      setBusy(true)
      setError(null)
      work().then(onDone, (failure: unknown) => {
        setBusy(false)
        setError(failure instanceof MailError ? folderProblem(failure, name) : String(failure))
      })
    },
  }
}
