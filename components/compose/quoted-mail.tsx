'use client'
import { Ellipsis } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { frameLook, showMail } from '#components/message/mail-frame.ts'
import { prepareSanitiser, useSanitiser } from '#components/message/sanitiser.ts'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { writeInQuote } from '#lib/browser/open-drafts.ts'
import { useDark } from '#lib/browser/paper.ts'
import { writeQuote } from '#lib/browser/write-draft.ts'
import { cleanHtml } from '#lib/mail/clean-html.ts'
import { richWords as words } from '#lib/mail/words/rich-text.ts'
import { shownAt } from './written-pictures.ts'

type QuotedMailProps = { draftKey: string; html: string }

/** What is quoted beneath: folded, as it will be sent, and nothing of it acts or loads. */
export function QuotedMail({ draftKey, html }: QuotedMailProps) {
  const [open, setOpen] = useState(false)
  const label = open ? words.hideQuote : words.showQuote
  return (
    <section aria-label={words.quoted} className="flex-none px-4 pb-3">
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          aria-label={label}
          title={label}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className={
            'inline-grid h-6 w-9 place-items-center rounded-full bg-hover text-muted outline-offset-[-2px] outline-focus ' +
            'hover:text-text focus-visible:outline-2 pointer-coarse:h-11 pointer-coarse:w-14'
          }
        >
          <Icon of={Ellipsis} size={16} />
        </button>
        {open && (
          <>
            <Button onClick={() => writeInQuote(draftKey)}>{words.editQuote}</Button>
            <Button onClick={() => writeQuote(draftKey, null)}>{words.removeQuote}</Button>
          </>
        )}
      </div>
      {open && <QuoteFrame draftKey={draftKey} html={html} />}
    </section>
  )
}

function QuoteFrame({ draftKey, html }: QuotedMailProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [loads, setLoads] = useState(0)
  const { sanitiser } = useSanitiser()
  const dark = useDark()
  useEffect(prepareSanitiser, [])
  useLayoutEffect(() => {
    const [element, place] = [frame.current, box.current]
    const inside = element?.contentWindow
    if (!element || !place || !inside || !sanitiser || loads === 0) return
    const { named, parts } = ownPictures(draftKey, html)
    const dress = dark ? 'dark' : 'light'
    const mail = sanitiser(named, inside, { parts, proxied: new Map(), dress })
    return showMail(element, place, mail, { ...frameLook(), dark }).stop
  }, [draftKey, html, sanitiser, loads, dark])
  return (
    <div ref={box} className="mt-2 overflow-hidden">
      <iframe
        ref={frame}
        title={words.quoted}
        src="/frame.html"
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        onLoad={() => setLoads((count) => count + 1)}
        className="block w-full border-0"
      />
    </div>
  )
}

/** The message frame shows pictures by content id alone: each gets one. */
function ownPictures(draftKey: string, html: string): { named: string; parts: Map<string, string> } {
  const parts = new Map<string, string>()
  const named = cleanHtml(html, (address) => {
    const path = shownAt(draftKey, address)
    if (path === null || !path.startsWith('/api/')) return address
    parts.set(`picture-${parts.size}`, path)
    return `cid:picture-${parts.size - 1}`
  })
  return { named, parts }
}
