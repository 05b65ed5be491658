/**
 * A light mail's colours on dark paper. Light grounds are turned over so that white becomes the paper and the ratio
 * of any two stays what it was; dark and strong ones (a button, a banner, a mail designed dark) stay as they are, and
 * so does what is written on them. Writing keeps its contrast to its ground, and never falls below 4.5:1 by it.
 */
import { type Colour, contrast, luminance, over, saturation, through, withLuminance } from './colour.ts'

/** What lies under an element: the opaque colour that its author saw there, and the one that is shown. */
export type Ground = {
  original: Colour
  shown: Colour
  /** Its author's own dark: what is written on it stays. */
  kept: boolean
  /** The mail put on its dark dress: writing that can be read on the shown colour was meant for it. */
  dressed?: boolean
}

const WHITE: Colour = { red: 1, green: 1, blue: 1, alpha: 1 }

// Black on a ground this light has 5.6:1, and turned over it is dark enough for white at 4.5:1. On a darker one white
// is what one writes.
const LIGHT_GROUND = 0.23
const STRONG = 0.5
const STRONG_GROUND = 0.5

// Above this contrast glares in the dark: 21:1 becomes 14:1, about what the app itself has.
const CALM = 7
const CALMEST = 14
const HIGHEST = 21

/** The page under a whole mail. `dressed`: it brought a dark dress and wears it. */
export function paperGround(paper: Colour, dressed: boolean): Ground {
  return { original: WHITE, shown: paper, kept: false, dressed }
}

/** The ground that a background makes on the one beneath it; `paper` is what white becomes. */
export function groundOn(beneath: Ground, background: Colour, paper: Colour): Ground {
  const original = over(background, beneath.original)
  if (isOwnDark(original)) return keptGround(original)
  // Contrast is the ratio of the two sums; its inverse, scaled so that 1 becomes the paper.
  const turned = ((luminance(paper) + 0.05) * 1.05) / (luminance(original) + 0.05) - 0.05
  return { original, shown: withLuminance(through(original, paper), turned), kept: false }
}

/** A ground that is shown as it is, with all that is written on it. */
export function keptGround(original: Colour): Ground {
  return { original, shown: original, kept: true }
}

function isOwnDark(ground: Colour): boolean {
  const light = luminance(ground)
  return light < LIGHT_GROUND || (light < STRONG_GROUND && saturation(ground) > STRONG)
}

/** Writing, or a line, on a ground. Opaque. */
export function inkOn(ground: Ground, ink: Colour): Colour {
  const seen = over(ink, ground.original)
  if (ground.kept) return seen
  if (ground.dressed && contrast(seen, ground.shown) >= 4.5) return seen
  const wanted = calm(contrast(seen, ground.original)) * (luminance(ground.shown) + 0.05) - 0.05
  return withLuminance(seen, Math.min(1, wanted))
}

function calm(ratio: number): number {
  if (ratio <= CALM) return ratio
  return CALM + ((ratio - CALM) * (CALMEST - CALM)) / (HIGHEST - CALM)
}
