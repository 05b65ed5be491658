import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isForward } from '#lib/mail/quoted-text.ts'
import { type TextBlock, textBlocks } from '#lib/mail/text-blocks.ts'

/** Blocks as a drawing: `own`, `sig`, `quote(…)`, `folded(…)`. */
function drawn(blocks: readonly TextBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'quote') return `${block.folded ? 'folded' : 'quote'}(${drawn(block.blocks)})`
      return block.kind === 'signature' ? 'sig' : block.text.trim()
    })
    .filter(Boolean)
    .join(' ')
}
const draw = (text: string, options?: { forwards?: boolean }) => drawn(textBlocks(text, options))

describe('a quotation', () => {
  test('at the end is folded with the sentence before it', () => {
    expect(draw('Yes.\n\nOn 3 Nov 2026 Mara wrote:\n> Shall we?\n> Mara\n')).toBe(
      'Yes. folded(On 3 Nov 2026 Mara wrote: Shall we?\nMara)',
    )
    expect(draw('Ja.\n\nAm 03.11.26 um 14:02 schrieb Mara\n<mara@x.example>:\n\n> Ja?\n-- \nSam')).toBe(
      'Ja. folded(Am 03.11.26 um 14:02 schrieb Mara\n<mara@x.example>: Ja?) sig',
    )
    expect(draw('Yes.\n\n-- \nSam\n\nOn 3 Nov 2026 Mara wrote:\n> Shall we?')).toBe(
      'Yes. sig folded(On 3 Nov 2026 Mara wrote: Shall we?)',
    )
  })

  test('between own words is shown, and folds what it quotes in turn', () => {
    expect(draw('> one?\n>> a\n>> b\n>> c\nYes.\n> two?\nNo.')).toBe(
      'quote(one? folded(a\nb\nc)) Yes. quote(two?) No.',
    )
  })

  test('that is all there is stays open', () => {
    expect(draw('> all\n> of it')).toBe('quote(all\nof it)')
    expect(draw('On 3 Nov 2026 Mara wrote:\n> all')).toBe('On 3 Nov 2026 Mara wrote: quote(all)')
  })

  test('opened at the end folds nothing in it again', () => {
    expect(draw('Yes.\n> a\n>> b\n>> c\n>> d')).toBe('Yes. folded(a quote(b\nc\nd))')
  })

  test('counts its marks with and without spaces', () => {
    expect(draw('x\n> > a\n>> b\ny')).toBe('x quote(quote(a\nb)) y')
  })

  test('of Outlook carries no mark, only a header', () => {
    const quoted = 'From: Mara\nSent: Tuesday\nTo: Sam\nSubject: Lease\n\nText'
    expect(draw(`Yes.\n\n________________________________\n${quoted}`)).toMatch(/^Yes\. folded\(_+/)
    expect(draw(`Yes.\n\n-----Original Message-----\n${quoted}`)).toMatch(/^Yes\. folded\(-+Original/)
    expect(draw(`Ja.\n\nVon: Mara\nGesendet: Dienstag\nBetreff: Miete\n\nText`)).toMatch(/^Ja\. folded\(Von:/)
  })

  test('of a forwarded message is what is to be read', () => {
    const quoted = 'From: Mara\nDate: Tuesday\nSubject: Lease\n\nText'
    expect(draw(`FYI\n\n---------- Forwarded message ---------\n${quoted}`)).not.toContain('folded')
    expect(draw(`FYI\n\n${quoted}`, { forwards: true })).not.toContain('folded')
    expect(['Fwd: x', 'WG: x', 'TR : x', '转发：x'].every(isForward)).toBe(true)
    expect(['Re: x', 'Irrigation: x', 'Forward: x'].some(isForward)).toBe(false)
  })
})

describe('a signature', () => {
  test('begins at two dashes and a space', () => {
    expect(textBlocks('Hi\n-- \nSam\nAcme').at(-1)).toEqual({ kind: 'signature', text: '-- \nSam\nAcme' })
    expect(draw('Hi\n--\nSam')).toBe('Hi sig')
    expect(draw(`Hi\n--\n${'a table row\n'.repeat(40)}`)).not.toContain('sig')
  })
})

test('no word is lost, whatever the text', () => {
  const words = (blocks: readonly TextBlock[]): string =>
    blocks.map((block) => (block.kind === 'quote' ? words(block.blocks) : block.text)).join('\n')
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('> ', '>', '\n', '-- ', 'a', ':', '1', 'From: ', 'Subject: ') }),
      (text) => {
        const bare = (one: string) => one.replaceAll(/[>\s]/g, '')
        expect(bare(words(textBlocks(text)))).toBe(bare(text))
      },
    ),
    { numRuns: 2000 },
  )
})

test('as many marks as are shown at once are read in time', () => {
  for (const text of ['>'.repeat(4e5), '>\n'.repeat(2e5), '> a\nb\n'.repeat(6e4), 'From: x\n'.repeat(5e4)])
    expect(textBlocks(text).length).toBeGreaterThan(0)
})
