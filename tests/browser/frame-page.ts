/**
 * A page with the message frame and nothing else, in a real Chromium: our own modules, served as they are (types
 * stripped), and `public/frame.html` under the header that the app gives it.
 */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from '@playwright/test'
import nextConfig from '../../next.config.js'

const ROOT = new URL('../../', import.meta.url).pathname

const CHROMIUM = {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>frame</title><link rel="icon" href="data:,">
<style>:root{--color-text:#1d1b18;--color-accent:#0b6b61;--color-muted:#6b665e;--color-line:#e8e4de;--color-surface:#ffffff;--font-sans:sans-serif}
body{margin:0}#box{width:600px;overflow:hidden}iframe{display:block;border:0;transform-origin:top left}@media (prefers-color-scheme:dark){:root{--color-text:#ece8e1;--color-accent:#58c8b8;--color-muted:#a8a298;--color-line:#312e2a;--color-surface:#1e1c1a;color-scheme:dark}body{background:#1e1c1a}}</style>
<script type="importmap">{"imports":{"#lib/":"/lib/","#components/":"/components/","dompurify":"/dompurify.mjs","zod/mini":"/zod/mini/index.js"}}</script>
<button id="home">home</button>
<div id="box"><iframe title="Message" src="/frame.html"
 sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe></div>
<script type="module">
import { sanitiseMail as clean } from '/components/message/sanitise-mail.ts'
import { frameLook, showMail } from '/components/message/mail-frame.ts'
import { foldQuotes } from '/components/message/fold-quotes.ts'
import { treeText } from '/lib/browser/tree-text.ts'
import { keepKeys } from '/components/message/frame-keys.ts'
import * as letter from '/lib/browser/letter.ts'
import * as editorHtml from '/components/compose/editor-html.ts'
window.letter = letter
window.editorHtml = editorHtml
const frame = document.querySelector('iframe')
const box = document.querySelector('#box')
// What a sanitiser that misses everything would let through.
const identity = (html, inside) => ({
  root: new inside.DOMParser().parseFromString(html, 'text/html').documentElement, remote: [], designed: true,
  dressedDark: false,
})
let shown = null
window.fits = []
window.full = (full) => shown.showFull(full)
window.ran = []
for (const name of ['alert', 'confirm', 'prompt', 'open']) window[name] = (what) => void window.ran.push(String(what))
window.show = (html, { sanitised = true, parts = [], proxied = [], original = false, fold = false } = {}) => {
  shown?.stop()
  window.fits.length = 0
  const look = { ...frameLook(), original }
  const dress = look.dark && !original ? 'dark' : 'light'
  const images = { parts: new Map(parts), proxied: new Map(proxied), dress }
  const mail = (sanitised ? clean : identity)(html, frame.contentWindow, images)
  const { remote, designed, root } = mail
  const text = treeText(root)
  if (fold) foldQuotes(root)
  shown = showMail(frame, box, mail, look, (smaller) => window.fits.push(smaller))
  return { remote, designed, html: root.outerHTML, paper: shown.paper, text }
}
// What the sanitiser gives, and what stands in the frame then; without the style and the attributes that showing adds.
const inner = (root) => [...root.children].map((part) => {
  const copy = part.cloneNode(true)
  if (copy.nodeName === 'HEAD') copy.querySelector('style')?.remove()
  return copy.innerHTML
}).join('|')
window.trees = (html) => {
  const { root } = clean(html, frame.contentWindow, { parts: new Map(), proxied: new Map() })
  root.querySelector('head')?.prepend(document.createElement('style'))
  const cleaned = inner(root)
  window.show(html)
  return { cleaned, shown: inner(frame.contentDocument.documentElement) }
}
keepKeys(frame, () => document.querySelector('#home'))
window.ready = true
</script>`

function contentOf(path: string): { type: string; body: string | Buffer } | null {
  if (path === '/') return { type: 'text/html', body: PAGE }
  if (path === '/frame.html') return { type: 'text/html', body: readFileSync(`${ROOT}public/frame.html`) }
  if (path === '/dompurify.mjs') {
    return { type: 'text/javascript', body: readFileSync(`${ROOT}node_modules/dompurify/dist/purify.es.mjs`) }
  }
  if (/^\/zod\/[\w/.-]+\.js$/.test(path) && !path.includes('..'))
    return { type: 'text/javascript', body: readFileSync(`${ROOT}node_modules${path}`) }
  if (!/^\/(lib|components)\/[\w/.-]+\.ts$/.test(path) || path.includes('..')) return null
  return { type: 'text/javascript', body: stripTypeScriptTypes(readFileSync(ROOT + path.slice(1), 'utf8')) }
}

async function framePolicy(): Promise<Record<string, string>> {
  const rules = (await nextConfig.headers?.()) ?? []
  const frame = rules.find(({ source }) => source === '/frame.html')
  return Object.fromEntries((frame?.headers ?? []).map(({ key, value }) => [key, value]))
}

export type FramePage = {
  page: Page
  origin: string
  /** Every address that the browser tried, blocked ones too. */
  tried: string[]
  /** Every path that reached this server (it is `localhost` too: a foreign site to the page) and is none of ours. */
  reached: string[]
  /** The host names by which those were asked for. */
  hosts: Set<string>
  close: () => Promise<void>
}

/** Opens the page. `args`: more of Chromium's. */
export async function openFramePage(more: { args?: string[] } = {}): Promise<FramePage> {
  const tried: string[] = []
  const reached: string[] = []
  const hosts = new Set<string>()
  const policy = await framePolicy()
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/'
    const content = contentOf(path)
    if (!content) {
      reached.push(path)
      hosts.add((request.headers.host ?? '').split(':')[0] ?? '')
    }
    response.writeHead(content ? 200 : 404, {
      'Content-Type': content?.type ?? 'text/plain',
      ...(path === '/frame.html' ? policy : {}),
    })
    response.end(content?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser: Browser = await chromium.launch({
    ...CHROMIUM,
    args: [...CHROMIUM.args, ...(more.args ?? [])],
  })
  const context = await browser.newContext({
    viewport: { width: 800, height: 600 },
    permissions: ['clipboard-read'],
  })
  const page = await context.newPage()
  await page.goto(origin)
  await page.waitForFunction('window.ready === true')
  context.on('request', (request) => tried.push(request.url()))
  const close = async () => {
    await browser.close()
    server.close()
  }
  return { page, origin, tried, reached, hosts, close }
}
