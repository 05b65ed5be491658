/**
 * Prints one message as a document of its own: header, body, the names of its attachments. It is built in a second
 * message frame under the same policy: no script runs, and no picture is loaded that wasn't allowed.
 */
import type { Address, Message } from '#lib/api/messages.ts'
import { cidPaths } from '#lib/mail/inline-parts.ts'
import { attachmentWords } from '#lib/mail/words/attachments.ts'
import { fullDate } from '#lib/mail/words/dates.ts'
import { messageWords, sizeWords } from '#lib/mail/words/message.ts'
import { frameLook, takeIn } from './mail-frame.ts'
import { baseStyle } from './mail-style.ts'
import { proxiedImages } from './remote-images.ts'

// A4 and Letter less their margins, in CSS pixels: a wider mail is made smaller.
const PAGE_WIDTH = 672
const PICTURES_MS = 5000

let last: HTMLIFrameElement | null = null

/** @param plain as plain text, although it has formatting */
export async function printMessage(message: Message, plain: boolean): Promise<void> {
  last?.remove()
  const frame = await openFrame()
  last = frame
  const { contentWindow } = frame
  if (!contentWindow) return
  const printed = await documentOf(message, contentWindow, plain)
  printed.querySelector('head')?.prepend(element('title', message.subject || messageWords.noSubject))
  const root = takeIn(frame, printed)
  if (!root) return
  const body = root.querySelector('body')
  const host = document.createElement('div')
  root.insertBefore(host, body)
  writeHeader(host, message)
  await picturesOf(root)
  if (body && body.scrollWidth > PAGE_WIDTH + 1)
    body.style.setProperty('zoom', String(PAGE_WIDTH / body.scrollWidth), 'important')
  contentWindow.print()
}

function openFrame(): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe')
  frame.title = messageWords.print
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  frame.className = 'fixed top-0 -start-[10000px] h-px border-0'
  frame.style.width = `${PAGE_WIDTH}px`
  frame.style.colorScheme = 'light'
  // A frame without scripts may ask for the print dialog only with this; it can ask for nothing else.
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
  frame.src = '/frame.html'
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(frame), { once: true })
    document.body.append(frame)
  })
}

async function documentOf(message: Message, inside: Window, plain: boolean): Promise<HTMLElement> {
  const style = document.createElement('style')
  style.textContent = `${baseStyle('paper', frameLook())}@page{margin:16mm}`
  const html = message.html?.trim()
  if (html && !(plain && message.text)) {
    const { sanitiseMail } = await import('./sanitise-mail.ts')
    const images = { parts: cidPaths(message), proxied: proxiedImages(message.id) }
    const { root } = sanitiseMail(html, inside, images)
    root.querySelector('head')?.prepend(style)
    return root
  }
  const root = document.implementation.createHTMLDocument().documentElement
  root.querySelector('head')?.append(style)
  const text = document.createElement('pre')
  text.style.cssText = 'font:inherit;overflow-wrap:anywhere;unicode-bidi:plaintext'
  text.textContent = message.shownText ?? message.text ?? ''
  root.querySelector('body')?.append(text)
  return root
}

/** In a shadow tree: no style sheet of the mail reaches what we say about it. */
function writeHeader(host: HTMLElement, message: Message): void {
  for (const [property, value] of [
    ['all', 'initial'],
    ['display', 'block'],
  ] as const)
    host.style.setProperty(property, value, 'important')
  const shadow = host.attachShadow({ mode: 'open' })
  const style = document.createElement('style')
  style.textContent = HEADER_STYLE
  style.textContent += `:host{font-family:${frameLook().font}}`
  const title = element('h1', message.subject || messageWords.noSubject)
  const fields = document.createElement('dl')
  for (const [name, value] of fieldsOf(message)) fields.append(element('dt', name), element('dd', value))
  shadow.append(style, title, fields)
}

const HEADER_STYLE =
  '*{margin:0}h1{font-size:20px;line-height:1.3;overflow-wrap:anywhere;unicode-bidi:plaintext}' +
  'dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:2px 12px;font-size:13px;line-height:1.45;' +
  'margin:12px 0 20px;padding-bottom:14px;border-bottom:1px solid #bbb;color:#222}' +
  'dt{color:#666}dd{overflow-wrap:anywhere;unicode-bidi:plaintext}'

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

function fieldsOf(message: Message): [string, string][] {
  const { fields } = messageWords
  const people = (all: readonly Address[]) =>
    all.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ')
  const files = message.attachments
    .filter(({ disposition }) => disposition === 'attachment')
    .map(({ filename, size }) => `${filename || attachmentWords.unnamed} (${sizeWords(size)})`)
  const all: [string, string][] = [
    [fields.from, people(message.from)],
    [fields.to, people(message.to)],
    [fields.cc, people(message.cc)],
    [fields.date, fullDate(message.date ?? message.receivedAt, new Date())],
    [attachmentWords.section(files.length), files.join(', ')],
  ]
  return all.filter(([, value]) => value !== '')
}

/** When the pictures are there, or given up. */
function picturesOf(root: HTMLElement): Promise<unknown> {
  const coming = [...root.querySelectorAll('img')].map((image) => image.decode().catch(() => undefined))
  const patience = new Promise((resolve) => setTimeout(resolve, PICTURES_MS))
  return Promise.race([Promise.all(coming), patience])
}
