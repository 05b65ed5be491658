'use client'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { readNow, readSoon } from '#lib/browser/drafts-here.ts'
import { strokeOf } from '#lib/browser/key-stroke.ts'
import { writePlain } from '#lib/browser/open-drafts.ts'
import { askFirst, showDialog } from '#lib/browser/questions.ts'
import { richWords as words } from '#lib/mail/words/rich-text.ts'
import { windowWords } from '#lib/mail/words/writing-window.ts'
import { FormatBar } from './format-bar.tsx'
import { LinkDialog } from './link-dialog.tsx'
import type { Formats, RichEditor } from './rich-editor.ts'
import { picturesIn, shownAt, takePictures } from './written-pictures.ts'

const loadEditor = () => import('./rich-editor.ts')

/** Fetched when a window opens, so that the first key finds it there. */
loadEditor().catch(console.warn)

type Begun = { draftKey: string; html: string; focused: boolean; onChange: (html: string) => void }

type RichBodyProps = Begun & {
  /** What stands between the text and its toolbar. */
  children: React.ReactNode
}

/** The editor in `root`, null until it is there, and what is so where its caret is. */
function useRichEditor({ draftKey, html, focused, onChange }: Begun) {
  const root = useRef<HTMLDivElement>(null)
  const latest = useRef({ html, onChange, focused })
  const [editor, setEditor] = useState<RichEditor | null>(null)
  const [formats, setFormats] = useState<Formats | null>(null)
  useEffect(() => {
    latest.current.onChange = onChange
  })
  useEffect(() => {
    let made: RichEditor | null = null
    let gone = false
    const read = () => {
      const now = made?.changedHtml() ?? null
      if (now !== null) latest.current.onChange(now)
    }
    loadEditor().then(({ createRichEditor }) => {
      if (gone || !root.current) return
      made = createRichEditor(root.current, {
        html: latest.current.html,
        shownAt: (address) => shownAt(draftKey, address),
        onInput: () => readSoon(draftKey, read),
        onFormats: setFormats,
      })
      setEditor(made)
      if (latest.current.focused) made.focusAtStart()
    }, console.warn)
    return () => {
      gone = true
      readNow(draftKey)
      made?.destroy()
    }
  }, [draftKey])
  return { root, editor, formats }
}

/** Rich text. `html` is what it begins with: afterwards the editor holds it. */
export function RichBody({ draftKey, html, focused, onChange, children }: RichBodyProps) {
  const { root, editor, formats } = useRichEditor({ draftKey, html, focused, onChange })
  const askLink = () =>
    void showDialog((close) => (
      <LinkDialog link={formats?.link ?? null} onLink={(href) => editor?.setLink(href)} onClose={close} />
    ))
  const takeIn = (files: File[]) => {
    for (const { address, words: name } of takePictures(draftKey, files)) editor?.insertPicture(address, name)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a textarea holds no formatting */}
      <div
        ref={root}
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-label={windowWords.body}
        onKeyDownCapture={(event) => {
          if (strokeOf(event.nativeEvent) !== 'Mod+k') return
          own(event)
          askLink()
        }}
        onPasteCapture={(event) => {
          const pictures = picturesIn(event.clipboardData.files)
          // What comes with a text is a picture of that text.
          if (pictures.length === 0 || event.clipboardData.types.includes('text/plain')) return
          own(event)
          takeIn(pictures)
        }}
        onDropCapture={(event) => {
          const pictures = picturesIn(event.dataTransfer.files)
          if (pictures.length === 0 || pictures.length < event.dataTransfer.files.length) return
          own(event)
          takeIn(pictures)
        }}
        className={`${TEXT} ${MARKS}`}
      />
      {children}
      <FormatBar
        formats={formats}
        onAct={(name) => editor?.act(name)}
        onLink={askLink}
        onPlain={() => void goPlain(draftKey, root.current)}
      />
    </>
  )
}

/** Ours alone: neither the editor's nor the window's. */
function own(event: ClipboardEvent | DragEvent | KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

/** Asked only where something is lost by it. */
async function goPlain(draftKey: string, root: HTMLElement | null): Promise<void> {
  const isFormatted = root?.querySelector(
    'b, strong, i, em, u, s, a, ul, ol, img, font, [style], h1, h2, h3, table',
  )
  const wish = { title: words.plainTitle, text: words.plainText, confirm: words.plain, harmless: true }
  if (!isFormatted || (await askFirst(wish))) writePlain(draftKey)
}

const TEXT =
  'block min-h-32 w-full flex-[1_0_auto] px-4 py-3 text-l leading-relaxed outline-none [overflow-wrap:anywhere] ' +
  'pointer-coarse:text-[16px]'

const MARKS =
  '[&_ul]:list-disc [&_ul]:ps-6 [&_ol]:list-decimal [&_ol]:ps-6 [&_a]:text-accent [&_a]:underline ' +
  '[&_blockquote]:my-1 [&_blockquote]:border-line [&_blockquote]:border-s-2 [&_blockquote]:ps-3 ' +
  '[&_blockquote]:text-muted [&_img]:max-w-full [&_img]:inline ' +
  '[&_img[data-empty]]:rounded-md [&_img[data-empty]]:bg-hover [&_img[data-empty]]:outline-1 ' +
  '[&_img[data-empty]]:-outline-offset-1 [&_img[data-empty]]:outline-muted [&_img[data-empty]]:outline-dashed ' +
  '[&_h1]:text-xl [&_h1]:font-bold [&_h2]:font-bold ' +
  '[&_h3]:font-bold [&_pre]:font-mono [&_code]:font-mono [&_.postern-signature]:text-muted'
