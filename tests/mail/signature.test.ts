import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signatureHtml, signatureText, withOtherSignature } from '#lib/mail/signature.ts'

const NONE = { text: '', html: null }
const MARA = { text: 'Mara\nhttps://mara.example.', html: null }

test('a signature begins with its mark; none is nothing at all', () => {
  expect(signatureText(MARA)).toBe('\n\n-- \nMara\nhttps://mara.example.')
  expect([signatureText(NONE), signatureHtml(NONE)]).toEqual(['', ''])
  expect(signatureHtml(MARA)).toBe(
    '<div class="postern-signature"><div>-- </div><div>Mara</div>' +
      '<div><a href="https://mara.example">https://mara.example</a>.</div></div>',
  )
})

test('markup in a signature of text is text', () => {
  expect(signatureHtml({ text: '<img src=x onerror=alert(1)>', html: null })).not.toContain('<img')
})

test('another sender’s signature takes the place of the one nobody changed, and that only', () => {
  const signature = fc.record({ text: fc.string(), html: fc.constant(null) })
  fc.assert(
    fc.property(fc.string(), signature, signature, (words, before, after) => {
      const changed = withOtherSignature(words + signatureText(before), before, after)
      expect(changed).toBe(words + signatureText(after))
      expect(withOtherSignature(changed, after, before)).toBe(words + signatureText(before))
    }),
  )
  expect(withOtherSignature('Hello\n\n-- \nMara, by hand', MARA, NONE)).toBe('Hello\n\n-- \nMara, by hand')
})
