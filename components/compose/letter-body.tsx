'use client'
import { Type } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import type { OpenDraft } from '#lib/browser/open-draft.ts'
import { writeRich } from '#lib/browser/open-drafts.ts'
import { writeDraft } from '#lib/browser/write-draft.ts'
import { richWords as words } from '#lib/mail/words/rich-text.ts'
import { PlainBody } from './plain-body.tsx'
import { QuotedMail } from './quoted-mail.tsx'
import { RichBody } from './rich-body.tsx'

type LetterBodyProps = {
  open: OpenDraft
  /** Has the focus from the beginning: it is what remains to be written. */
  focused: boolean
}

/** Where the text of a message is written. */
export function LetterBody({ open, focused }: LetterBodyProps) {
  const { key, draft, quotedHtml } = open
  if (draft.html === null)
    return (
      <>
        <PlainBody
          draftKey={key}
          text={draft.text}
          focused={focused}
          onChange={(text) => writeDraft(key, { text })}
        />
        <button
          type="button"
          onClick={() => writeRich(key)}
          className={
            'm-1 flex h-9 flex-none items-center gap-2 self-start rounded-lg px-3 text-muted text-s outline-offset-[-2px] ' +
            'outline-focus hover:bg-hover hover:text-text focus-visible:outline-2 pointer-coarse:h-11'
          }
        >
          <Icon of={Type} size={16} />
          {words.rich}
        </button>
      </>
    )
  return (
    <RichBody
      draftKey={key}
      html={draft.html}
      focused={focused}
      onChange={(html) => writeDraft(key, { html })}
    >
      {quotedHtml !== null && <QuotedMail draftKey={key} html={quotedHtml} />}
    </RichBody>
  )
}
