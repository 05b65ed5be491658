import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { computedColour, contrast, luminance } from '#lib/mail/colour.ts'
import { type FramePage, openFramePage } from './frame-page.ts'

let frame: FramePage
beforeAll(async () => {
  frame = await openFramePage()
})
afterAll(() => frame?.close())
beforeEach(() => frame.page.emulateMedia({ colorScheme: 'dark' }))

type Options = { original?: boolean; proxied?: [string, string][] }
type Shown = { paper: string | null }

function show(html: string, options: Options = {}): Promise<Shown> {
  return frame.page.evaluate(
    // biome-ignore lint/suspicious/noExplicitAny: the page's own function
    ([given, how]) => (window as any).show(given, how),
    [html, options] as const,
  )
}

type Written = { text: string; ink: string; ground: string; id: string }

/** Every text in the frame, in its colour and on its ground; the page's own where it has none. */
async function written(): Promise<Written[]> {
  return await frame.page.evaluate(() => {
    const inside = document.querySelector('iframe')?.contentDocument
    if (!inside) return []
    const texts = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT)
    const found = []
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement
      const text = texts.currentNode.textContent?.trim()
      if (!element || !text || element.nodeName === 'STYLE') continue
      let at: Element | null = element
      while (at && /, 0\)$|^transparent$/.test(getComputedStyle(at).backgroundColor)) at = at.parentElement
      const ground = getComputedStyle(at ?? document.body).backgroundColor
      found.push({ text, ink: getComputedStyle(element).color, ground, id: element.id })
    }
    return found
  })
}

function colourOf(css: string) {
  const colour = computedColour(css)
  if (!colour) throw new Error(css)
  return colour
}

const ratio = ({ ink, ground }: Written) => contrast(colourOf(ink), colourOf(ground))
const isDark = (css: string) => luminance(colourOf(css)) < 0.1
const style = (selector: string, property: string) =>
  frame.page
    .frameLocator('iframe')
    .locator(selector)
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

const LIGHT = `<style>.lead{color:#444;border-bottom:1px solid #ddd}.card td{background:#f6f4f0}.cta{background:#0b6b61;color:#fff!important}</style>
<body bgcolor="#ffffff" text="#222222"><p class="lead">Lead <a href="https://a.invalid/">link</a></p>
<table class="card" style="color:rgb(51,51,51)"><tr><td><font color="navy">Navy</font> and <b style="color:#b00020">red</b></td></tr>
<tr><td style="background-color:#fff9e0!important;color:#5f4b00">Note</td></tr></table>
<p style="color:windowtext;background:rgba(0,0,0,.04)">Outlook</p><a class="cta" href="https://a.invalid/">Buy</a>
<p style="color:oklch(0.4 0.1 250)">Wide</p><p>Inherited</p></body>`

describe('a light mail in the dark', () => {
  test('lies on dark paper, every word of it readable', async () => {
    await show(LIGHT)
    const words = await written()
    expect(words.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Lead', 'link', 'Navy', 'red', 'Note', 'Outlook', 'Buy', 'Wide', 'Inherited']),
    )
    for (const word of words) expect(ratio(word), JSON.stringify(word)).toBeGreaterThanOrEqual(4.45)
    for (const word of words.filter(({ text }) => text !== 'Buy'))
      expect(isDark(word.ground), word.text).toBe(true)
  })

  test('keeps its strong colours: a button stays the button it was', async () => {
    await show(LIGHT)
    expect(await style('.cta', 'background-color')).toBe('rgb(11, 107, 97)')
    expect(await style('.cta', 'color')).toBe('rgb(255, 255, 255)')
  })

  test('is as it was made where that is asked for, on light paper', async () => {
    const { paper } = await show(LIGHT, { original: true })
    expect(paper).toBe('rgb(255, 255, 255)')
    expect(await style('.lead', 'color')).toBe('rgb(68, 68, 68)')
    expect(await style('.card tr:first-child td', 'background-color')).toBe('rgb(246, 244, 240)')
  })

  test('is as it was made in a light app', async () => {
    await frame.page.emulateMedia({ colorScheme: 'light' })
    const { paper } = await show(LIGHT)
    expect(paper).toBeNull()
    expect(await style('.lead', 'color')).toBe('rgb(68, 68, 68)')
  })

  test('keeps hidden what was hidden', async () => {
    await show('<p style="color:#fff;background:#fff" id="pre">preheader</p><p style="color:#333">text</p>')
    const [hidden] = await written()
    expect(hidden && ratio(hidden)).toBeLessThan(1.1)
  })

  test('leaves pictures, and what lies on them, alone', async () => {
    const proxied: [string, string][] = [['https://a.invalid/x.png', '/api/image?x']]
    await show(
      '<div id="on" style="background-image:url(https://a.invalid/x.png);color:#333">on a picture</div>' +
        '<div id="g" style="background:linear-gradient(#fff,#eee);color:#333"><p id="in">on a gradient</p></div>' +
        '<img id="i" src="https://a.invalid/x.png" style="background:#fff">',
      { proxied },
    )
    expect(await style('#on', 'color')).toBe('rgb(51, 51, 51)')
    expect(await style('#on', 'background-color')).toBe('rgb(255, 255, 255)')
    expect(await style('#in', 'color')).toBe('rgb(51, 51, 51)')
    expect(await style('#i', 'background-color')).toBe('rgb(255, 255, 255)')
    expect(await style('#i', 'filter')).toBe('none')
  })

  test('inherits what it inherited across a button and a card', async () => {
    await show(
      '<div style="color:#333"><div style="background:#111"><span id="a" style="color:#eee">x</span>' +
        '<div style="background:#fff"><span id="b">y</span></div></div><span id="c" style="color:#333">z</span></div>',
    )
    expect(await style('#a', 'color')).toBe('rgb(238, 238, 238)')
    for (const word of await written()) expect(ratio(word), word.id).toBeGreaterThan(4.5)
  })
})

describe('a mail made for the dark', () => {
  test('stays as it is where it is dark by itself', async () => {
    const html =
      '<body style="background:#101418;color:#e6e6e6"><p id="p">Hi <a id="a" href="https://a.invalid" style="color:#7fd1ff">link</a></p></body>'
    const { paper } = await show(html)
    expect(paper).toBe('rgb(16, 20, 24)')
    expect(await style('#p', 'color')).toBe('rgb(230, 230, 230)')
    expect(await style('#a', 'color')).toBe('rgb(127, 209, 255)')
  })

  test('wears its own dark dress in the dark, and its light one on light paper', async () => {
    const html =
      '<style>.c{background:#fafafa;color:#222}@media (prefers-color-scheme:dark){.c{background:#0b1020!important;color:#dde!important}}</style>' +
      '<p class="c" id="c">Dressed</p><p id="f" style="color:#333">forgotten</p>'
    await show(html)
    expect(await style('#c', 'background-color')).toBe('rgb(11, 16, 32)')
    expect(await style('#c', 'color')).toBe('rgb(221, 221, 238)')
    for (const word of await written()) expect(ratio(word), word.id).toBeGreaterThan(4.5)
    await show(html, { original: true })
    expect(await style('#c', 'background-color')).toBe('rgb(250, 250, 250)')
  })

  test('a mail without colours takes those of the app', async () => {
    const { paper } = await show('<p id="p">Plain</p>')
    expect(paper).toBeNull()
    expect(await style('#p', 'color')).toBe('rgb(236, 232, 225)')
  })

  test('with more elements than can be looked at in time it keeps its light paper', async () => {
    const { paper } = await show(`<p style="color:#222">x</p>${'<i></i>'.repeat(30_000)}`)
    expect(paper).toBe('#fff')
  })
})

describe('a wide mail', () => {
  const WIDE = '<table width="1200" style="height:400px"><tr><td>x</td></tr></table>'
  const fits = () => frame.page.evaluate<boolean[]>('window.fits')
  const width = async () => (await frame.page.locator('iframe').boundingBox())?.width

  test('says that it was made smaller, and can be had in its full size and back', async () => {
    await show(WIDE)
    expect(await fits()).toEqual([true])
    expect(await width()).toBeCloseTo(600, 0)
    await frame.page.evaluate('window.full(true)')
    expect(await width()).toBeCloseTo(1200, 0)
    const page = await frame.page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    expect(page).toBe(true)
    await frame.page.evaluate('window.full(false)')
    expect(await width()).toBeCloseTo(600, 0)
  })

  test('a mail that fits offers nothing', async () => {
    await show('<p>narrow</p>')
    expect(await fits()).toEqual([false])
  })
})
