import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FramePage, openFramePage } from './frame-page.ts'

let frame: FramePage
beforeAll(async () => {
  frame = await openFramePage()
})
afterAll(() => frame?.close())

function show(html: string): Promise<{ text: string }> {
  return frame.page.evaluate(
    // biome-ignore lint/suspicious/noExplicitAny: the page's own function
    (given) => (window as any).show(given, { fold: true }),
    html,
  )
}
const inside = () => frame.page.frameLocator('iframe')
/** The text that is seen: closed details hide theirs. */
const seen = async () => (await inside().locator('body').innerText()).replaceAll(/\s+/g, ' ').trim()
const folds = () => inside().locator('details').count()

const QUOTED = {
  Gmail:
    '<div>Yes.</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue Mara wrote:<br></div><blockquote class="gmail_quote">Shall we?</blockquote></div>',
  'Thunderbird, with a signature behind':
    '<p>Yes.</p><div class="moz-cite-prefix">On Tue Mara wrote:</div><blockquote type="cite">Shall we?</blockquote><pre class="moz-signature">-- Sam</pre>',
  'Apple Mail':
    'Yes.<div><br><blockquote type="cite"><div>On Tue, Mara wrote:</div>Shall we?</blockquote></div>',
  Outlook:
    '<div class="WordSection1"><p>Yes.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Mara<br><b>Sent:</b> Tuesday<br><b>To:</b> Sam<br><b>Subject:</b> Lease</p></div></div><p>Shall we?</p></div>',
  'Outlook in German':
    '<div><p>Ja.</p><div style="border:none;border-top:solid #B5C4DF 1.0pt"><p><b>Von:</b> Mara<br><b>Gesendet:</b> Dienstag<br><b>An:</b> Sam<br><b>Betreff:</b> Miete</p></div><p>Shall we?</p></div>',
  'Outlook on the web':
    '<div>Yes.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Mara<br><b>Subject:</b> Lease</div><div>Shall we?</div>',
}

describe('what a mail quotes', () => {
  for (const [program, html] of Object.entries(QUOTED)) {
    test(`by ${program} is folded once, and opens`, async () => {
      await show(html)
      expect(await folds()).toBe(1)
      expect(await seen()).not.toContain('Shall we?')
      expect(await seen()).toMatch(/^(Yes|Ja)\./)
      const before = (await frame.page.locator('iframe').boundingBox())?.height ?? 0
      await inside().getByText('Show quoted text').click()
      await expect.poll(seen).toContain('Shall we?')
      await expect
        .poll(async () => (await frame.page.locator('iframe').boundingBox())?.height)
        .toBeGreaterThan(before)
      expect(await seen()).toContain('Hide quoted text')
    })
  }

  test('between own words is shown, and folds what it quotes in turn', async () => {
    await show(
      '<blockquote type="cite">One?<blockquote>Zero.</blockquote></blockquote><p>Yes.</p><blockquote type="cite">Two?</blockquote><p>No.</p>',
    )
    expect(await seen()).toBe('One? Show quoted text Yes. Two? No.')
  })

  test('is what is to be read where there is nothing else, or it was forwarded', async () => {
    await show('<blockquote type="cite">All of it</blockquote>')
    expect(await folds()).toBe(0)
    await show(
      '<div>FYI</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Mara</div>Text</div>',
    )
    expect(await folds()).toBe(0)
    await show('<p>x</p><div style="border-top:1px solid #eee"><p>Opening hours: 9 to 5</p></div><p>y</p>')
    expect(await folds()).toBe(0)
  })

  test('keeps every word and every link, however deep', async () => {
    const deep = `${'<blockquote>'.repeat(2000)}deepest <a href="https://a.invalid/">link</a>`
    await show(`<p>Yes.</p><blockquote type="cite">${deep}</blockquote>`)
    expect(await inside().locator('body').textContent()).toContain('deepest link')
  })

  test("a mail can't fold itself in our name", async () => {
    await show('<details data-postern-quote><summary>x</summary>y</details>')
    expect(await inside().locator('[data-postern-quote]').count()).toBe(0)
  })
})

test('a mail read as plain text has its paragraphs, lists, quotations and links', async () => {
  const { text } = await show(
    `<style>p{color:red}</style><title>no</title><h1>Title</h1><p>One
      line,  <b>bold</b>.<br>Next</p><ul><li>first</li><li>second <a href="https://a.invalid/x">here</a></li></ul>
      <table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><blockquote>quoted<p>more</p></blockquote>
      <pre>  keeps
    room</pre><p><a href="https://a.invalid/">a.invalid</a> <img alt="a door" src="cid:x"></p>`,
  )
  expect(text).toBe(
    [
      'Title',
      '',
      'One line, bold.',
      'Next',
      '',
      '• first',
      '• second here <https://a.invalid/x>',
      '',
      'a  b',
      'c  d',
      '',
      '> quoted',
      '>',
      '> more',
      '',
      '  keeps',
      '    room',
      '',
      'a.invalid [a door]',
    ].join('\n'),
  )
})
