'use client'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Message } from '#lib/api/messages.ts'
import { cidPaths } from '#lib/mail/inline-parts.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { keepKeys } from './frame-keys.ts'
import { ImagesBar } from './images-bar.tsx'
import { frameLook, showMail } from './mail-frame.ts'
import { MessageSkeletonText } from './message-skeleton.tsx'
import { useRemoteImages } from './remote-images.ts'
import type { Sanitiser } from './sanitise-mail.ts'

const FRAME = '/frame.html'

/** What is shown of which message: the bar above it belongs to it and to no other. */
type Shown = { id: string; remote: readonly string[]; designed: boolean }

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
  const [loads, setLoads] = useState(0)
  const [shown, setShown] = useState<Shown | null>(null)
  const { sanitiser, failed } = useSanitiser()
  const dark = useDark()
  const here = shown?.id === message.id ? shown : null
  const images = useRemoteImages(message.id, here?.remote ?? [])
  const { proxied } = images
  const { id, attachments } = message

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
    const mail = sanitiser(html, inside, { parts: cidPaths({ id, attachments }), proxied })
    setShown({ id, remote: mail.remote, designed: mail.designed })
    return showMail(element, place, mail, { ...frameLook(), dark })
  }, [id, attachments, html, proxied, sanitiser, loads, dark])

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
      <div
        className={
          here
            ? here.designed
              ? 'dark:-m-2 dark:rounded-card dark:bg-(--paper) dark:p-2'
              : ''
            : 'invisible h-0 overflow-hidden'
        }
      >
        <div ref={box} className="overflow-hidden">
          <iframe
            ref={frame}
            title={messageWords.frame}
            src={FRAME}
            sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
            referrerPolicy="no-referrer"
            onLoad={() => setLoads((count) => count + 1)}
            className="block w-full origin-top-left border-0 rtl:origin-top-right"
          />
        </div>
      </div>
    </>
  )
}

/** Null until DOMPurify is there. Without it nothing is shown: there is no mail that is not cleaned. */
function useSanitiser(): { sanitiser: Sanitiser | null; failed: boolean } {
  const [state, setState] = useState<{ sanitiser: Sanitiser | null; failed: boolean }>({
    sanitiser: null,
    failed: false,
  })
  useEffect(() => {
    let gone = false
    import('./sanitise-mail.ts').then(
      ({ sanitiseMail: sanitiser }) => gone || setState({ sanitiser, failed: false }),
      () => gone || setState({ sanitiser: null, failed: true }),
    )
    return () => {
      gone = true
    }
  }, [])
  return state
}

const DARK = '(prefers-color-scheme: dark)'

function useDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(DARK)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(DARK).matches,
    () => false,
  )
}
