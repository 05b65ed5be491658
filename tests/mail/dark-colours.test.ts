import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Colour,
  computedColour,
  contrast,
  luminance,
  opaqueText,
  withLuminance,
} from '#lib/mail/colour.ts'
import { groundOn, inkOn, paperGround } from '#lib/mail/dark-colours.ts'

function colour(hex: string): Colour {
  const read = computedColour(`#${hex}`)
  if (!read) throw new Error(hex)
  return read
}

const PAPER = colour('1e1c1a')
const page = paperGround(PAPER, false)
const on = (background: string) => groundOn(page, colour(background), PAPER)
const channel = fc.integer({ min: 0, max: 255 }).map((value) => value / 255)
const anyColour = fc.record({ red: channel, green: channel, blue: channel, alpha: fc.constant(1) })

describe('what a browser computes', () => {
  test('is read in both of its spellings', () => {
    expect(opaqueText(computedColour('rgb(255, 128, 0)') ?? PAPER)).toBe('rgb(255 128 0)')
    expect(computedColour('rgba(0, 0, 0, 0.5)')?.alpha).toBe(0.5)
    expect(computedColour('rgb(0 0 0 / 50%)')?.alpha).toBe(0.5)
    expect(computedColour('color(srgb 1 0.5 0 / 0.25)')).toEqual({ red: 1, green: 0.5, blue: 0, alpha: 0.25 })
    expect(computedColour('oklch(0.5 0.1 200)')).toBeNull()
  })

  test('black on white is 21:1', () => {
    expect(contrast(colour('000000'), colour('ffffff'))).toBeCloseTo(21, 5)
  })

  test('a luminance that is asked for is the one that comes', () => {
    fc.assert(
      fc.property(anyColour, fc.double({ min: 0, max: 1, noNaN: true }), (one, wanted) => {
        expect(luminance(withLuminance(one, wanted))).toBeCloseTo(wanted, 3)
      }),
    )
  })
})

describe('a light mail in the dark', () => {
  test('white becomes the paper', () => {
    const { shown } = on('ffffff')
    expect(contrast(shown, PAPER)).toBeCloseTo(1, 2)
  })

  test('what could be read can be read: 4.5:1 stays 4.5:1', () => {
    fc.assert(
      fc.property(anyColour, anyColour, (background, ink) => {
        const ground = groundOn(page, background, PAPER)
        const before = contrast(ink, background)
        const after = contrast(inkOn(ground, ink), ground.shown)
        if (before >= 4.5) expect(after).toBeGreaterThan(4.49)
        else expect(after).toBeGreaterThan(before - 0.01)
      }),
      { numRuns: 5000 },
    )
  })

  test('writing without a ground of its own is read against the page', () => {
    for (const ink of ['000000', '333333', '6b665e', '0b6b61', '1a237e', 'b00020'])
      expect(contrast(inkOn(page, colour(ink)), PAPER), ink).toBeGreaterThan(4.5)
  })

  test('black does not glare', () => {
    expect(contrast(inkOn(page, colour('000000')), PAPER)).toBeLessThan(14.5)
  })

  test('a hue stays: dark red becomes a light red', () => {
    const { red, green, blue } = inkOn(page, colour('b00020'))
    expect(red).toBeGreaterThan(green + 0.3)
    expect(red).toBeGreaterThan(blue + 0.3)
  })

  test('what is hidden in the colour of its ground stays hidden', () => {
    expect(contrast(inkOn(page, colour('ffffff')), PAPER)).toBeCloseTo(1, 1)
  })

  test('a button, a banner and a mail designed dark stay as they are, with their writing', () => {
    for (const background of ['0b6b61', 'ff8800', '111111', '1a237e']) {
      const ground = on(background)
      expect(ground.shown, background).toEqual(colour(background))
      expect(inkOn(ground, colour('eeeeee')), background).toEqual(colour('eeeeee'))
    }
  })

  test('a card on a dark ground is turned over by itself', () => {
    const card = groundOn(on('111111'), colour('ffffff'), PAPER)
    expect(card.kept).toBe(false)
    expect(contrast(inkOn(card, colour('222222')), card.shown)).toBeGreaterThan(4.5)
  })

  test('a veil is what it makes of the ground beneath it', () => {
    const veil = { ...colour('000000'), alpha: 0.05 }
    const { original } = groundOn(page, veil, PAPER)
    expect(opaqueText(original)).toBe('rgb(242 242 242)')
  })

  test('in its own dark dress what can be read is left alone, and what was forgotten is not lost', () => {
    const dressed = paperGround(PAPER, true)
    expect(inkOn(dressed, colour('eeeeee'))).toEqual(colour('eeeeee'))
    expect(contrast(inkOn(dressed, colour('333333')), PAPER)).toBeGreaterThan(4.5)
  })
})
