'use client'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Message } from '#lib/api/messages.ts'
import { useDark, usePrinting } from '#lib/browser/paper.ts'
import { useReadingView } from '#lib/browser/reading-view.ts'
import { cidPaths } from '#lib/mail/inline-parts.ts'
import { isForward } from '#lib/mail/quoted-text.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { FitButton } from './fit-button.tsx'
import { foldQuotes } from './fold-quotes.ts'
import { keepKeys } from './frame-keys.ts'
import { ImagesBar } from './images-bar.tsx'
import { frameLook, type ShownMail, showMail } from './mail-frame.ts'
import { followMailtos } from './mailto-links.ts'
import { MessageSkeletonText } from './message-skeleton.tsx'
import { useRemoteImages } from './remote-images.ts'
import { prepareSanitiser, useSanitiser } from './sanitiser.ts'

const FRAME = '/frame.html'

/** What is shown of which message: the bar above it belongs to it and to no other. */
type Shown = { id: string; remote: readonly string[]; paper: string | null }

type HtmlBodyProps = {
  message: Message
  html: string
  /** Where the focus goes when a click took it into the frame. */
  home: RefObject<HTMLElement | null>
}

/** An HTML body in the message frame, with the bar that offers its remote pictures. */
export function HtmlBody({ message, html, home }: HtmlBodyProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const mailShown = useRef<ShownMail | null>(null)
  const [loads, setLoads] = useState(0)
  const [shown, setShown] = useState<Shown | null>(null)
  const [wide, setWide] = useState<{ id: string; full: boolean } | null>(null)
  const { sanitiser, failed } = useSanitiser()
  const dark = useDark()
  const printing = usePrinting()
  const original = useReadingView(message.id).original || printing
  const { id, attachments, subject } = message
  const here = shown?.id === id ? shown : null
  const full = wide?.id === id && wide.full
  const images = useRemoteImages(id, here?.remote ?? [])
  const { proxied } = images

  useEffect(prepareSanitiser, [])

  // Before the next paint: a message that is fetched already appears at once.
  useLayoutEffect(() => {
    const [element, place] = [frame.current, box.current]
    if (!element || !place || !sanitiser || loads === 0) return
    const inside = element.contentWindow
    // A link without our attributes could have led the frame elsewhere: it comes back empty.
    if (!inside || !element.contentDocument) {
      element.src = FRAME
      return
    }
    const dress = dark && !original ? 'dark' : 'light'
    const mail = sanitiser(html, inside, { parts: cidPaths({ id, attachments }), proxied, dress })
    if (!isForward(subject)) foldQuotes(mail.root)
    followMailtos(mail.root)
    const onFit = (smaller: boolean) =>
      setWide((now) => (smaller ? { id, full: now?.id === id && now.full } : null))
    const showing = showMail(element, place, mail, { ...frameLook(), dark, original }, onFit)
    mailShown.current = showing
    setShown({ id, remote: mail.remote, paper: showing.paper })
    return showing.stop
  }, [id, attachments, subject, html, proxied, sanitiser, loads, dark, original])

  useLayoutEffect(() => {
    if (shown) mailShown.current?.showFull(full)
  }, [full, shown])

  useEffect(() => {
    // In a page from the server the frame may have loaded before we could hear of it.
    if (frame.current?.contentDocument?.URL.endsWith(FRAME)) setLoads((count) => count || 1)
  }, [])

  useEffect(() => (frame.current ? keepKeys(frame.current, () => home.current) : undefined), [home])

  return (
    <>
      {here && <ImagesBar message={message} count={here.remote.length} images={images} />}
      {!here && !failed && <MessageSkeletonText />}
      {!here && failed && <p role="alert">{messageWords.cannotShow}</p>}
      {here && wide?.id === id && <FitButton full={full} onChange={(wish) => setWide({ id, full: wish })} />}
      <div
        style={{ background: here?.paper ?? undefined }}
        className={here ? (here.paper ? '-m-2 rounded-card p-2' : '') : 'invisible h-0 overflow-hidden'}
      >
        <div
          ref={box}
          {...(full && { tabIndex: 0, role: 'group', 'aria-label': messageWords.wideMail })}
          className="overflow-hidden"
        >
          <iframe
            ref={frame}
            title={messageWords.frame}
            src={FRAME}
            sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
            referrerPolicy="no-referrer"
            onLoad={() => setLoads((count) => count + 1)}
            className="block w-full max-w-none origin-top-left border-0 rtl:origin-top-right"
          />
        </div>
      </div>
    </>
  )
}
