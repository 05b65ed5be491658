/** The editor of rich text: Squire, with our pictures and links in it. Fetched when a message is written. */
import Squire from 'squire-rte'
import { editable, partsIn, pictureHtml, type ShownAt, storedHtml } from './editor-html.ts'

export type Act =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strike'
  | 'bullets'
  | 'numbers'
  | 'quote'
  | 'unquote'
  | 'clear'

/** What is so where the caret is. */
export type Formats = { on: ReadonlySet<Act>; link: string | null }

export type RichEditor = {
  act: (name: Act) => void
  /** Null: a link no longer. */
  setLink: (href: string | null) => void
  /** Puts a picture where the caret is. */
  insertPicture: (address: string, words: string) => void
  focusAtStart: () => void
  /** What stands in it, where that is not what stood in it when this was asked last; else null. */
  changedHtml: () => string | null
  destroy: () => void
}

type RichEditorOptions = {
  html: string
  shownAt: ShownAt
  /** Something may have been written. */
  onInput: () => void
  onFormats: (formats: Formats) => void
}

type Step = (squire: Squire) => unknown

const TOGGLES: readonly [name: Act, tag: string, on: Step, off: Step][] = [
  ['bold', 'B', (squire) => squire.bold(), (squire) => squire.removeBold()],
  ['italic', 'I', (squire) => squire.italic(), (squire) => squire.removeItalic()],
  ['underline', 'U', (squire) => squire.underline(), (squire) => squire.removeUnderline()],
  ['strike', 'S', (squire) => squire.strikethrough(), (squire) => squire.removeStrikethrough()],
  ['bullets', 'UL', (squire) => squire.makeUnorderedList(), (squire) => squire.removeList()],
  ['numbers', 'OL', (squire) => squire.makeOrderedList(), (squire) => squire.removeList()],
  ['quote', 'BLOCKQUOTE', (squire) => squire.increaseQuoteLevel(), (squire) => squire.decreaseQuoteLevel()],
]

/** Makes `root` an editor that holds `html`. */
export function createRichEditor(root: HTMLElement, options: RichEditorOptions): RichEditor {
  const { html, shownAt, onInput, onFormats } = options
  const own = partsIn(html)
  const squire = new Squire(root, {
    blockTag: 'DIV',
    addLinks: true,
    sanitizeToDOMFragment: (given) => editable(given, shownAt, own),
    didError: (error: unknown) => console.warn('The editor met something that it did not expect.', error),
  })
  squire.setHTML(html)
  let last = storedHtml(squire.getHTML())
  squire.addEventListener('input', onInput)
  let asked = 0
  const tell = () => {
    cancelAnimationFrame(asked)
    asked = requestAnimationFrame(() => onFormats(formatsOf(squire)))
  }
  for (const type of ['pathChange', 'select', 'cursor']) squire.addEventListener(type, tell)
  return {
    act: (name) => {
      squire.focus()
      act(squire, name)
      tell()
    },
    setLink: (href) => {
      squire.focus()
      link(squire, href)
      tell()
    },
    insertPicture: (address, words) => void squire.insertHTML(pictureHtml(address, words)),
    focusAtStart: () => {
      // In this order: what was typed while the window was on its way comes with the focus, and the caret goes along.
      squire.moveCursorToStart()
      squire.focus()
    },
    changedHtml: () => {
      const now = storedHtml(squire.getHTML())
      // What it was given counts as input too, but nobody wrote it.
      if (now === last) return null
      last = now
      return now
    },
    destroy: () => {
      cancelAnimationFrame(asked)
      squire.destroy()
    },
  }
}

function act(squire: Squire, name: Act): void {
  if (name === 'clear') squire.removeAllFormatting()
  if (name === 'unquote') squire.decreaseQuoteLevel()
  const toggle = TOGGLES.find(([other]) => other === name)
  if (!toggle) return
  const [, tag, on, off] = toggle
  if (squire.hasFormat(tag)) off(squire)
  else on(squire)
}

function link(squire: Squire, href: string | null): void {
  if (href === null) squire.removeLink()
  else if (squire.getSelectedText() !== '' || linkAt(squire) !== null) squire.makeLink(href)
  else squire.insertHTML(linkHtml(href))
}

function linkHtml(href: string): string {
  const link = document.createElement('a')
  link.setAttribute('href', href)
  link.textContent = href.replace(/^mailto:/, '')
  return link.outerHTML
}

function linkAt(squire: Squire): string | null {
  const { commonAncestorContainer: at } = squire.getSelection()
  const element = at instanceof Element ? at : at.parentElement
  return element?.closest('a')?.getAttribute('href') ?? null
}

function formatsOf(squire: Squire): Formats {
  const on = TOGGLES.filter(([, tag]) => squire.hasFormat(tag)).map(([name]) => name)
  return { on: new Set(on), link: linkAt(squire) }
}
