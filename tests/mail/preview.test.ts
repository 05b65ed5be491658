import { expect, test } from 'vitest'
import { htmlText } from '#lib/mail/html-text.ts'
import { previewOf } from '#lib/mail/preview.ts'

test('HTML becomes words: no styles, scripts, comments or tags, entities decoded once', () => {
  const html = `<html><head><title>T</title><style>p{color:red}</style><script>alert("</p>")</script></head>
    <body><!-- no > not yet --><p>Gr&uuml;&szlig;e &amp;lt; &#x1f600;</p><div>next<br>line</div>a&nbsp;&lt;b&gt;</body>`
  expect(previewOf(html, 'text/html')).toBe('Grüße &lt; 😀 next line a <b>')
})

test('a preview is one line of at most 200 characters and never half a character', () => {
  expect(previewOf('a\r\n  b\t\u200b\u034fc', 'text/plain')).toBe('a b c')
  expect(previewOf('x'.repeat(500), 'text/plain')).toHaveLength(200)
  expect(previewOf(`${'x'.repeat(199)}😀`, 'text/plain')).toBe('x'.repeat(199))
})

test('what others wrote is left out, unless there is nothing else', () => {
  expect(previewOf('Yes.\n> Shall we?\n-----\nBye', 'text/plain')).toBe('Yes. Bye')
  expect(previewOf('> only this', 'text/plain')).toBe('> only this')
})

test('markup that never ends takes no time', () => {
  for (const piece of ['<', '<style>', '<!--', '<p ', '&', '&#', '</', '<svg><style>']) {
    expect(htmlText(piece.repeat(200_000), 800).length).toBeLessThan(20_000)
  }
})
