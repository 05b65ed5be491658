'use client'
import { Button } from '#components/ui/button.tsx'
import { notify } from '#lib/browser/notices.ts'
import type { OpenDraft } from '#lib/browser/open-draft.ts'
import { keepMine, takeTheirs } from '#lib/browser/open-drafts.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'

/** Offers what another device stored of this draft meanwhile: until that is answered nothing is saved over it. */
export function VersionBar({ open }: { open: OpenDraft }) {
  if (open.newer === undefined) return null
  return (
    <div
      role="status"
      className="flex flex-none flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-warn px-4 py-2"
    >
      <p className="min-w-0 flex-1 basis-52">{words.newer}</p>
      <Button onClick={() => keepMine(open.key)}>{words.keepMine}</Button>
      <Button
        onClick={() =>
          void takeTheirs(open.key).catch(() => notify({ text: words.notTaken, kind: 'problem' }))
        }
      >
        {words.takeTheirs}
      </Button>
    </div>
  )
}
