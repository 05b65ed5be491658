/** What is quoted and what is pasted, in a real Chromium: it stays where it is put, and takes nothing of ours along. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FramePage, openFramePage } from './frame-page.ts'

let frame: FramePage

beforeAll(async () => {
  frame = await openFramePage()
})
afterAll(() => frame.close())

// Our own modules, as the page has them (frame-page.ts).
declare const window: Window & {
  letter: typeof import('#lib/browser/letter.ts')
  editorHtml: typeof import('#components/compose/editor-html.ts')
  ran: string[]
}

const PART = '/api/messages/SU5CT1g.1.7/parts/2'

const TAGS =
  'p div span b i a font h1 h2 h3 ul ol li dl dt dd table thead tbody tr td th caption colgroup col blockquote center ' +
  'section pre br hr style details summary body html form button select option svg math template plaintext'
const tag = fc.constantFrom(...TAGS.split(' '))
const piece = fc.oneof(
  tag.map((name) => `<${name}>`),
  tag.map((name) => `</${name}>`),
  fc.constantFrom(
    'text',
    '<!--',
    '-->',
    '<a href="',
    '"',
    "'",
    '<img src=x',
    '</',
    '<td><div>',
    '<p><table>',
  ),
)
const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

/** Quotes each of `html` beneath `<div>Mine</div>`. @returns what came out, and what that is taken apart into */
function quoted(html: string[]) {
  return frame.page.evaluate((all) => {
    const { letterOf, quotedBlock, takenApart } = window.letter
    const draft = { to: [], cc: [], bcc: [], subject: '', text: '', html: '<div>Mine</div>', attachments: [] }
    const none = { key: 'k', account: '', draft, files: [], fate: 'open' as const }
    return all.map((one) => {
      const quote = { kind: 'answer' as const, head: 'Mara:', html: one, text: 'text', pictures: new Map() }
      const quotedHtml = quotedBlock(quote)
      const open = { ...none, quotedHtml, version: 0, savedVersion: 0, given: 0, changedAt: 0 }
      const whole = letterOf(open).html ?? ''
      const mail = `<!doctype html>${whole}<p id="after">After</p>`
      const { body } = new DOMParser().parseFromString(mail, 'text/html')
      const isOutside = body.querySelector('#after')?.parentElement === body
      const around = [...body.children].map(({ nodeName, className }) => nodeName + className)
      return { around, isOutside, quotedHtml, apart: takenApart(whole) }
    })
  }, html)
}

test('a quotation ends where we end it, whatever stands in it', async () => {
  const soups = fc.sample(soup, { numRuns: 600, seed: 6 })
  const hostile = [
    '</blockquote></div>out',
    '<table><div><table></table></div></table></div>out',
    '<ul><li><div><li></li></div></li></ul></div></div>out',
    '<td><div><td></td></div></blockquote>out',
    '<style>p{display:none}</style><!-- </blockquote>',
  ]
  const outcomes = await quoted([...hostile, ...soups])
  for (const { around, isOutside } of outcomes) {
    expect(isOutside).toBe(true)
    expect(around).toEqual(['DIV', 'DIVpostern-quote', 'P'])
  }
})

test('a stored message is taken apart into what it was put together from', async () => {
  for (const { quotedHtml, apart } of await quoted(['<b>Hello</b>', '<p>One<p>Two', '</div><i>x']))
    expect(apart).toEqual({ html: '<div>Mine</div>', quotedHtml })
})

test('a space at the edge of bold words is a space, one that was put twice stays', async () => {
  const spaced = '<div>a,&nbsp;<b>b</b>&nbsp;c&nbsp; d&nbsp;<img src="cid:x">&nbsp;e&nbsp;</div>'
  const html = await frame.page.evaluate((own) => {
    const draft = { to: [], cc: [], bcc: [], subject: '', text: '', html: own, attachments: [] }
    const counts = { version: 0, savedVersion: 0, given: 0, changedAt: 0 }
    const open = {
      key: 'k',
      account: '',
      draft,
      files: [],
      fate: 'open' as const,
      quotedHtml: null,
      ...counts,
    }
    return window.letter.letterOf(open).html
  }, spaced)
  expect(html).toBe('<div>a, <b>b</b> c&nbsp; d <img src="cid:x"> e&nbsp;</div>')
})

test('no mail names a part of another message, nor a style sheet for the answer', async () => {
  const hostile =
    `<img src="${PART}"><img src=" ${PART.replace('/api', '/a\tpi')}"><table background="${PART}"><tr><td>x</table>` +
    `<p style="background:url(${PART})">y</p><style>div{display:none}</style><img src="cid:nobody">`
  const [outcome] = await quoted([hostile])
  expect(outcome?.quotedHtml).not.toMatch(/api\/messages|<style|nobody/)
  const apart = await frame.page.evaluate(
    (html) => window.letter.takenApart(html),
    `${hostile}<img src="cid:mine@postern">`,
  )
  expect(apart.html).not.toContain('api/messages')
  expect(apart.html).toContain('cid:mine@postern')
})

/** Pastes `html` into an editor that began with `first`. @returns what is stored of it then */
function pasted(html: string, first = ''): Promise<string> {
  return frame.page.evaluate(
    ([given, before]) => {
      const { editable, partsIn, storedHtml } = window.editorHtml
      const box = document.createElement('div')
      box.append(editable(given, () => null, partsIn(before)))
      document.body.append(box)
      const { innerHTML } = box
      box.remove()
      return storedHtml(innerHTML)
    },
    [html, first] as const,
  )
}

test('what is pasted brings words, links and pictures, and nothing that acts, loads or lies over the page', async () => {
  frame.reached.length = 0
  const stored = await pasted(
    '<style>*{display:none}</style><script>ran.push(1)</script><img src=x onerror="ran.push(2)">' +
      `<img src="http://localhost:${new URL(frame.origin).port}/track.gif" alt="far"><img src="${PART}">` +
      '<a href="javascript:ran.push(3)" style="position:fixed;inset:0">one</a><a href="https://example.org/">two</a>' +
      '<p style="color:red;background:url(/x)" class="fixed">red</p><form><input autofocus onfocus="ran.push(4)"></form>',
  )
  expect(stored).toContain('<a href="https://example.org/">two</a>')
  expect(stored).toContain('/track.gif')
  expect(stored).not.toMatch(
    /<style|<script|onerror|javascript|position|class=|url\(|<form|<input|api\/messages/,
  )
  await frame.page.waitForTimeout(200)
  expect(frame.reached).toEqual([])
  expect(await frame.page.evaluate('window.ran')).toEqual([])
})

test('a picture that is cut out and put in elsewhere stays the same picture', async () => {
  const first = `<img src="${PART}">`
  expect(await pasted(`<img src="blob:x" data-address="cid:a@postern">`)).toBe('<img src="cid:a@postern">')
  expect(await pasted(`<img src="data:," data-address="${PART}">`, first)).toBe(first)
  expect(await pasted(`<img src="data:," data-address="${PART}">`)).toBe('')
})

test('what says how large something is, and which way it runs, stays', async () => {
  const table =
    '<table width="600"><tbody><tr><td colspan="2" rowspan="3" height="40" dir="rtl">x</td></tr></tbody></table>'
  const lists = '<ol start="4" type="a"><li>y</li></ol>'
  expect(await pasted(table + lists)).toBe(table + lists)
})

test('a picture that is not loaded has a place of its size, one that nobody was to see has none; both are stored as they were', async () => {
  const far = 'https://far.example/a.png'
  const given =
    `<img src="${far}" width="320" height="90"><img src="${far}" alt="no size"><img src="${far}" width="1" height="1">` +
    `<img src="cid:here@postern" width="64">`
  const [shown, stored] = await frame.page.evaluate((html) => {
    const { editable, storedHtml } = window.editorHtml
    const box = document.createElement('div')
    box.append(editable(html, (address) => (address.startsWith('cid:') ? 'blob:here' : null), new Set()))
    const pictures = [...box.querySelectorAll('img')].map((image) => {
      const size = /width%3D%22(\d+)%22%20height%3D%22(\d+)/.exec(image.src)
      return [image.hasAttribute('data-empty'), size ? `${size[1]}x${size[2]}` : image.src.slice(0, 10)]
    })
    return [pictures, storedHtml(box.innerHTML)] as const
  }, given)
  expect(shown).toEqual([
    [true, '320x90'],
    [true, '160x96'],
    [false, 'data:image'],
    [false, 'blob:here'],
  ])
  expect(stored).toBe(
    `<img src="${far}" width="320" height="90"><img src="${far}" alt="no size"><img src="${far}" width="1" height="1">` +
      `<img src="cid:here@postern" width="64">`,
  )
})
