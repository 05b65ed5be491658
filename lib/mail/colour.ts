/** Colours as WCAG 2.2 measures them: sRGB, relative luminance, contrast. */

/** sRGB, every channel and the alpha from 0 to 1. */
export type Colour = { red: number; green: number; blue: number; alpha: number }

const RGB = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+)(%?))?\s*\)$/i
const SRGB = /^color\(srgb\s+([-\d.e]+)\s+([-\d.e]+)\s+([-\d.e]+)(?:\s*\/\s*([\d.e-]+))?\s*\)$/i

/**
 * A computed colour (CSSOM writes `rgb()`, `rgba()` or `color(srgb …)`), or a token's `#rrggbb` → its channels, or
 * null for another space.
 */
export function computedColour(css: string): Colour | null {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(css)
  if (hex) {
    const [red = 0, green = 0, blue = 0] = hex.slice(1).map((two) => Number.parseInt(two, 16) / 255)
    return { red, green, blue, alpha: 1 }
  }
  const rgb = RGB.exec(css)
  if (rgb) {
    const [, red, green, blue, alpha = '1', percent] = rgb
    const scale = percent ? 100 : 1
    return clamped(Number(red) / 255, Number(green) / 255, Number(blue) / 255, Number(alpha) / scale)
  }
  const srgb = SRGB.exec(css)
  if (!srgb) return null
  const [, red, green, blue, alpha = '1'] = srgb
  return clamped(Number(red), Number(green), Number(blue), Number(alpha))
}

function clamped(red: number, green: number, blue: number, alpha: number): Colour {
  return { red: unit(red), green: unit(green), blue: unit(blue), alpha: unit(alpha) }
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value))
}

/** A colour → `rgb(1 2 3)`, whole numbers, opaque. */
export function opaqueText({ red, green, blue }: Colour): string {
  return `rgb(${[red, green, blue].map((channel) => Math.round(channel * 255)).join(' ')})`
}

/** What is seen where `top` lies on the opaque `below`. */
export function over(top: Colour, below: Colour): Colour {
  const mix = (one: number, other: number) => one * top.alpha + other * (1 - top.alpha)
  return {
    red: mix(top.red, below.red),
    green: mix(top.green, below.green),
    blue: mix(top.blue, below.blue),
    alpha: 1,
  }
}

/** A colour seen through a filter of another one, so that white takes the filter's tint. */
export function through(colour: Colour, filter: Colour): Colour {
  const seen = (one: number, other: number) => gamma(linear(one) * linear(other))
  const [red, green] = [seen(colour.red, filter.red), seen(colour.green, filter.green)]
  return clamped(red, green, seen(colour.blue, filter.blue), colour.alpha)
}

/** Relative luminance, 0 (black) to 1 (white). */
export function luminance({ red, green, blue }: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Contrast ratio of two opaque colours, 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05]
  return a > b ? a / b : b / a
}

/** How much colour is in it: 0 for greys, 1 for the purest. */
export function saturation({ red, green, blue }: Colour): number {
  const most = Math.max(red, green, blue)
  return most === 0 ? 0 : (most - Math.min(red, green, blue)) / most
}

// A brownish black is no brown: lightened, it may be so much more colourful and no more.
const MORE_COLOURFUL = 1.15

/**
 * The colour of the same hue with exactly this luminance: darkened in linear light, or lightened there until a
 * channel is full and whitened from then on; never much more colourful than it was.
 */
export function withLuminance(colour: Colour, wanted: number): Colour {
  const now = luminance(colour)
  const light = channelsOf(colour).map(linear)
  const most = Math.max(...light)
  const scale = most < 1e-4 ? 0 : Math.min(wanted / now, 1 / most)
  const reached = now * scale
  const white = reached < wanted ? (wanted - reached) / (1 - reached) : 0
  const turned = light.map((channel) => channel * scale + white * (1 - channel * scale))
  const spread = spreadOf(turned.map(gamma))
  const allowed = spreadOf(channelsOf(colour)) * MORE_COLOURFUL
  const share = spread > allowed ? allowed / spread : 1
  // Grey of the same luminance, mixed in linear light, leaves the luminance as it is.
  const [red = 0, green = 0, blue = 0] = turned.map((one) => gamma(one * share + wanted * (1 - share)))
  return clamped(red, green, blue, colour.alpha)
}

function channelsOf({ red, green, blue }: Colour): number[] {
  return [red, green, blue]
}

function spreadOf(channels: readonly number[]): number {
  return Math.max(...channels) - Math.min(...channels)
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function gamma(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055
}
