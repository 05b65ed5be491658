import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { corpusFolder } from '#tests/corpus/expected.ts'
import { type FramePage, openFramePage } from './frame-page.ts'

type Shown = { remote: string[]; designed: boolean; html: string }
type Options = { sanitised?: boolean; parts?: [string, string][]; proxied?: [string, string][] }

let frame: FramePage
beforeAll(async () => {
  frame = await openFramePage()
})
afterAll(() => frame?.close())
beforeEach(() => {
  frame.tried.length = 0
  frame.reached.length = 0
})

const foreign = () => frame.origin.replace('http://127.0.0.1', 'localhost')
async function show(html: string, options: Options = {}): Promise<Shown> {
  const shown = await frame.page.evaluate(
    ([given, how]) => {
      try {
        // biome-ignore lint/suspicious/noExplicitAny: the page's own function
        return (window as any).show(given, how)
      } catch (error) {
        return { failed: String(error) }
      }
    },
    [html.replaceAll('canary.invalid', foreign()), options] as const,
  )
  if (shown.failed) throw new Error(`${shown.failed} with ${html}`)
  return shown
}
const settle = () => frame.page.waitForTimeout(150)
const ran = () => frame.page.evaluate<string[]>('window.ran')
const inside = () => frame.page.frameLocator('iframe')
/** Everything asked for but the frame and what a mail may name. */
const loaded = () => frame.tried.filter((url) => !url.endsWith('/frame.html'))

const CANARY = 'http://canary.invalid'
const SCRIPTS = [
  '<script>parent.alert(1)</script>',
  '<img src=x onerror="parent.alert(1)">',
  '<svg onload="parent.alert(1)"></svg>',
  '<svg><script>parent.alert(1)</script></svg>',
  '<body onload="parent.alert(1)">',
  '<iframe srcdoc="<script>parent.parent.alert(1)</script>"></iframe>',
  '<iframe src="javascript:parent.parent.alert(1)"></iframe>',
  '<object data="data:text/html,<script>parent.parent.alert(1)</script>"></object>',
  '<embed src="javascript:parent.alert(1)">',
  '<meta http-equiv="refresh" content="0;url=javascript:parent.alert(1)">',
  '<details open ontoggle="parent.alert(1)">x</details>',
  '<video><source onerror="parent.alert(1)"></video>',
  '<input autofocus onfocus="parent.alert(1)">',
  '<form action="javascript:parent.alert(1)"><button id="go">x</button></form>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=parent.alert(1)&gt;">',
  '<template shadowrootmode="open"><img src=x onerror="parent.alert(1)"></template>',
  '<style>@keyframes x{}</style><p style="animation:x 1s" onanimationstart="parent.alert(1)">x</p>',
  '<a href="javascript:parent.alert(1)" id="go">press</a>',
  '<a href="data:text/html,<script>opener.alert(1)</script>" id="go">press</a>',
  '<base href="javascript:parent.alert(1)//"><a href="x" id="go">press</a>',
]
const LOADS = [
  `<img src="${CANARY}/a.png">`,
  `<img srcset="${CANARY}/a.png 2x">`,
  `<picture><source srcset="${CANARY}/a.png"><img></picture>`,
  `<body background="${CANARY}/a.png"><table background="${CANARY}/b.png"><tr><td background="//canary.invalid/c">x`,
  `<p style="background:url(${CANARY}/a.png)">x</p>`,
  `<p style="background:\\75 rl(${CANARY}/a.png)">x</p>`,
  `<p style="--x:url(${CANARY}/a.png);background:var(--x)">x</p>`,
  `<p style="background:url(${CANARY}/a.png">x</p>`,
  `<p style="background:image-set('${CANARY}/a.png' 1x)">x</p>`,
  `<style>@import "${CANARY}/a.css";</style>`,
  `<style>@font-face{font-family:f;src:url(${CANARY}/a.woff)}p{font-family:f}</style><p>x</p>`,
  `<style>li{list-style-image:url(${CANARY}/a.png)}</style><ul><li>x</ul>`,
  `<style>p::before{content:url(${CANARY}/a.png)}</style><p>x</p>`,
  `<link rel="stylesheet" href="${CANARY}/a.css"><link rel="prefetch" href="${CANARY}/b"><link rel="dns-prefetch" href="${CANARY}">`,
  `<meta http-equiv="refresh" content="0;url=${CANARY}/a">`,
  `<video poster="${CANARY}/a.png" src="${CANARY}/a.mp4" autoplay></video><audio src="${CANARY}/a.mp3" autoplay></audio>`,
  `<svg><image href="${CANARY}/a.png"/><use href="${CANARY}/a.svg#x"/><animate attributeName="href" values="${CANARY}/b"/></svg>`,
  `<iframe src="${CANARY}/a"></iframe><object data="${CANARY}/a"></object><embed src="${CANARY}/a">`,
  `<input type="image" src="${CANARY}/a.png">`,
  `<table><tr><td style="border-image:url(${CANARY}/a.png) 1">x</table>`,
]
// Pictures of our own address: nothing but a part or the proxy may be named.
const OURS = [
  '<img src="/api/session">',
  '<img src="api/session">',
  '<p style="background:url(/api/session)">x</p>',
  '<body background="/api/session">',
  '<img srcset="/api/session 1x">',
  '<input type="image" src="/api/session">',
]

describe('no mail script ever runs', () => {
  for (const sanitised of [true, false]) {
    test(`${sanitised ? 'with' : 'without'} the sanitiser`, async () => {
      for (const html of SCRIPTS) {
        await show(html, { sanitised })
        await settle()
        expect(await ran(), html).toEqual([])
        expect(frame.page.url()).toBe(`${frame.origin}/`)
      }
    })
  }

  test('a pressed link leads out of the app, or nowhere', async () => {
    for (const html of SCRIPTS.filter((one) => one.includes('id="go"'))) {
      await show(html)
      const link = inside().locator('#go')
      if ((await link.count()) > 0) await link.click({ timeout: 5000 })
      await settle()
      expect(await ran(), html).toEqual([])
    }
    await show('<a href="https://a.invalid/x" id="go">press</a>')
    expect(await inside().locator('#go').getAttribute('rel')).toBe('noopener noreferrer')
    expect(await inside().locator('#go').getAttribute('target')).toBe('_blank')
  })
})

describe('nothing loads before consent', () => {
  test('with the sanitiser nothing of ours or of others is asked for', async () => {
    for (const html of [...LOADS, ...OURS]) {
      await show(html)
      await settle()
      expect(loaded(), html).toEqual([])
    }
  })

  test("without the sanitiser the frame's policy holds everything foreign back", async () => {
    for (const html of LOADS.filter((one) => !one.includes('http-equiv'))) {
      await show(html, { sanitised: false })
      await settle()
      expect(frame.reached, html).toEqual([])
    }
  })

  test('what could be loaded with consent is named, once each', async () => {
    const { remote } = await show(
      `<img src="${CANARY}/a.png"><img src="//canary.invalid/b.png"><p style="background:url(${CANARY}/a.png)">x</p>`,
    )
    expect(remote).toEqual([`http://${foreign()}/a.png`, `https://${foreign()}/b.png`])
  })

  test('on consent pictures come from the proxy, and parts from the message', async () => {
    const { remote } = await show(
      `<img src="${CANARY}/a.png"><p style="background:url(${CANARY}/b.png)">x</p><img src="cid:logo@x"><img src="cid:other">`,
      {
        proxied: [
          [`http://${foreign()}/a.png`, '/api/image?a'],
          [`http://${foreign()}/b.png`, '/api/image?b'],
        ],
        parts: [['logo@x', '/api/messages/1/parts/2?disposition=inline']],
      },
    )
    await settle()
    expect(remote).toEqual([])
    const paths = loaded().map((url) => url.replace(frame.origin, ''))
    expect([...new Set(paths)].sort()).toEqual([
      '/api/image?a',
      '/api/image?b',
      '/api/messages/1/parts/2?disposition=inline',
    ])
  })
})

describe('what a mail looks like', () => {
  test('the frame is as high as the mail, also when the mail wants to be as high as the frame', async () => {
    await show('<p style="height:700px;margin:0">x</p>')
    await settle()
    expect((await frame.page.locator('iframe').boundingBox())?.height).toBe(700)
    await show(
      '<style>html,body{height:100%;min-height:110vh;padding:20px}</style><p style="height:100px">x</p>',
    )
    await settle()
    const first = (await frame.page.locator('iframe').boundingBox())?.height ?? 0
    await frame.page.waitForTimeout(500)
    expect((await frame.page.locator('iframe').boundingBox())?.height).toBe(first)
    expect(first).toBeLessThan(400)
  })

  test('a wide mail is scaled to its place', async () => {
    await show('<table width="1200" style="height:400px"><tr><td>x</td></tr></table>')
    await settle()
    const box = await frame.page.locator('iframe').boundingBox()
    expect(box?.width).toBeCloseTo(600, 0)
    expect(box?.height).toBeGreaterThan(190)
    expect(box?.height).toBeLessThan(210)
  })

  test('a mail with colours of its own is told from one without', async () => {
    expect((await show('<p>Hello <b>you</b></p>')).designed).toBe(false)
    expect((await show('<p style="color:#333">Hello</p>')).designed).toBe(true)
    expect((await show('<table bgcolor="#ffffff"><tr><td>Hello</table>')).designed).toBe(true)
    expect((await show('<style>p{background:#eee}</style><p>Hello')).designed).toBe(true)
  })

  test('the style sheets of Outlook, in comments, are kept', async () => {
    await show(
      '<style><!-- p.MsoNormal{margin:0;color:rgb(1, 2, 3)} --></style><p class=MsoNormal id=p>x</p>',
    )
    expect(
      await inside()
        .locator('#p')
        .evaluate((p) => getComputedStyle(p).color),
    ).toBe('rgb(1, 2, 3)')
  })

  test('a link that shows another host says where it leads', async () => {
    await show('<a href="https://evil.invalid/">https://mybank.com</a>')
    expect(await inside().locator('body').textContent()).toContain('leads to evil.invalid')
  })

  test('two megabytes of HTML, ten thousand of its rows, are shown', async () => {
    const row = `<tr><td style="color:#333;padding:2px">${'word '.repeat(34)}</td></tr>`
    await show(`<table>${row.repeat(10_000)}</table>`)
    expect(await inside().locator('tr').count()).toBe(10_000)
  })
})

describe('the keys', () => {
  test('after a click in the mail the keys are still ours, and what was selected can be copied', async () => {
    await show('<p id="p" style="margin:0">first words</p>')
    await settle()
    await inside().locator('#p').click()
    await expect.poll(() => frame.page.evaluate('document.activeElement.id')).toBe('home')
    await inside().locator('#p').dblclick()
    await expect.poll(() => frame.page.evaluate('document.activeElement.id')).toBe('home')
    await frame.page.evaluate(
      "document.addEventListener('copy', (e) => setTimeout(() => { window.copied = e.clipboardData.getData('text/plain') || window.copied }))",
    )
    await frame.page.keyboard.press('Control+c')
    expect(await frame.page.evaluate('navigator.clipboard.readText()')).toMatch(/^(first|words) ?$/)
  })

  test('a focus that came by Tab stays on the link', async () => {
    await show('<a href="https://a.invalid/" id="a">link</a>')
    await frame.page.locator('#home').focus()
    await frame.page.keyboard.press('Tab')
    await frame.page.waitForTimeout(400)
    expect(await frame.page.evaluate('document.activeElement.tagName')).toBe('IFRAME')
  })
})

const PAYLOADS = join(corpusFolder() ?? '/nowhere', 'html/payloads.json')
describe.runIf(existsSync(PAYLOADS))("DOMPurify's own payloads", () => {
  const payloads: { id: string; payload: string }[] = existsSync(PAYLOADS)
    ? JSON.parse(readFileSync(PAYLOADS, 'utf8'))
    : []
  for (const sanitised of [true, false]) {
    test(`run nothing ${sanitised ? 'and load nothing, with' : 'without'} the sanitiser`, async () => {
      for (const { id, payload } of payloads) {
        const { html } = await show(payload, { sanitised })
        await frame.page.waitForTimeout(15)
        expect(await ran(), id).toEqual([])
        expect(frame.page.url(), id).toBe(`${frame.origin}/`)
        if (sanitised)
          expect(html, id).not.toMatch(/<(script|iframe|object|embed|form|input|svg|math|meta|base|link)\b/i)
      }
      await settle()
      if (sanitised) expect(loaded()).toEqual([])
      expect(await ran()).toEqual([])
    }, 60_000)
  }
})
