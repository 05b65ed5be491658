import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FramePage, openFramePage } from './frame-page.ts'
import { REMOTE_LOADS } from './remote-loads.ts'

let frame: FramePage
beforeAll(async () => {
  frame = await openFramePage()
})
afterAll(() => frame?.close())

// Trees that change when they are written as text and read again.
const MUTATING = [
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=1&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=1>',
  '<svg></p><style><a id="</style><img src=1 onerror=1>">',
  '<noscript><p title="</noscript><img src=x onerror=1>">',
  '<table><tr><td>in</td></tr>before<p>the table</table>',
  '<p>one<p>two<b><i>three</b>four</i>',
  '<a href="https://a.invalid"><table><a href="https://b.invalid">nested',
  '<listing>&lt;img src=1 onerror=1&gt;</listing><xmp><img src=1></xmp><plaintext><b>',
  '<template><template><img src=1 onerror=1></template></template>',
  '<p id=createElement name=adoptNode><img name=documentElement><form name=head></form>',
  '<textarea></textarea><title></title><select><option><b>x',
  '<pre>\n\nlines</pre><ruby>a<rt>b</ruby>',
]

type Trees = { cleaned: string; shown: string }
type TestWindow = { trees: (html: string) => Trees }

test('what the sanitiser gave is what the frame shows: nothing changes the tree after it', async () => {
  for (const html of [
    ...MUTATING,
    ...REMOTE_LOADS.map((one) => one.html.replaceAll('URL', 'http://a.invalid/a')),
  ]) {
    const { cleaned, shown } = await frame.page.evaluate(
      (mail) => (window as unknown as TestWindow).trees(mail),
      html,
    )
    expect(shown, html).toBe(cleaned)
  }
})
