import fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlText } from '#lib/mail/html-text.ts'
import { textHtml } from '#lib/mail/text-html.ts'

test('a line is a block, an empty one a blank block, and markup is text', () => {
  expect(textHtml('a <b>\n\nc')).toBe('<div>a &lt;b&gt;</div><div><br></div><div>c</div>')
  expect(textHtml('')).toBe('')
})

test('quoted lines stand in quotations as deep as they were quoted', () => {
  expect(textHtml('> one\n>> two\n> > three\nme')).toBe(
    '<blockquote type="cite"><div>one</div><blockquote type="cite"><div>two</div><div>three</div></blockquote>' +
      '</blockquote><div>me</div>',
  )
})

test('indented text keeps its spaces', () => {
  expect(textHtml('  if  x')).toBe('<div>&nbsp; if&nbsp; x</div>')
})

test('whatever is written, its words are all there, and no tag but ours', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const html = textHtml(text)
      const squeezed = (words: string) => words.replaceAll(/[\s\u00a0>]+/g, '')
      expect(squeezed(htmlText(html, Number.POSITIVE_INFINITY))).toBe(squeezed(text))
      expect(html.replaceAll(/<\/?div>|<br>|<blockquote type="cite">|<\/blockquote>/g, '')).not.toContain('<')
    }),
  )
})
