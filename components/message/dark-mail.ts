/**
 * Turns a light mail over for dark paper, where it lies in the frame: what its style sheets, attributes and inheritance
 * came to is asked of the browser, so that no way to set a colour is missed. Pictures, and what lies on a picture,
 * stay as they are. No element is added, moved or taken away.
 */
import { type Colour, computedColour, opaqueText } from '#lib/mail/colour.ts'
import { type Ground, groundOn, inkOn, keptGround, paperGround } from '#lib/mail/dark-colours.ts'

/** Beyond this a mail would hold the page up: it keeps its own colours. */
const MOST_ELEMENTS = 30_000

type Paint = { element: HTMLElement; property: string; value: string }

export type DarkPaper = {
  colour: Colour
  /** The mail wears a dark dress of its own: only what that forgot is turned over. */
  dressed: boolean
}

/** @returns false where the mail has too many elements: nothing was changed. */
export function turnDark(root: HTMLElement, paper: DarkPaper): boolean {
  const elements = [root, ...root.querySelectorAll<HTMLElement>('*')]
  if (elements.length > MOST_ELEMENTS) return false
  const colours = colourReader()
  // Without a style sheet nothing but an attribute can set a colour; what has none inherits.
  const sheets = root.querySelectorAll('style').length > 1
  const grounds = new Map<Element | null, Ground>()
  const page = paperGround(paper.colour, paper.dressed)
  const paints: Paint[] = []
  // All is read before anything is written: each write would make the browser compute everything again.
  for (const element of elements) {
    const beneath = grounds.get(element.parentElement) ?? page
    const plain = !sheets && element.attributes.length === 0 && element.nodeName !== 'A' && element !== root
    grounds.set(element, plain ? beneath : paintsOf(element, beneath, paper.colour, colours, paints))
  }
  for (const { element, property, value } of paints) element.style.setProperty(property, value, 'important')
  return true
}

const UNTOUCHED = /^(IMG|STYLE|HEAD|BR|TITLE|AREA|MAP|COL|COLGROUP)$/

/** Notes what an element is painted with. @returns the ground for what is in it. */
function paintsOf(
  element: HTMLElement,
  beneath: Ground,
  paper: Colour,
  colours: (css: string) => Colour | null,
  paints: Paint[],
): Ground {
  if (UNTOUCHED.test(element.nodeName)) return beneath
  const style = getComputedStyle(element)
  const background = colours(style.backgroundColor)
  const pictured = style.backgroundImage !== 'none'
  const covers = background !== null && background.alpha > 0
  const ground = groundOf(beneath, covers ? background : null, pictured, paper)
  if (pictured || (covers && !ground.kept))
    paints.push({ element, property: 'background-color', value: opaqueText(ground.shown) })
  const ink = colours(style.color)
  if (ink) paints.push({ element, property: 'color', value: opaqueText(inkOn(ground, ink)) })
  if (!ground.kept && style.borderStyle !== 'none') paintBorders(element, style, ground, colours, paints)
  return ground
}

function groundOf(beneath: Ground, background: Colour | null, pictured: boolean, paper: Colour): Ground {
  const own = background ? groundOn(beneath, background, paper) : beneath
  return pictured ? keptGround(own.original) : own
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const

function paintBorders(
  element: HTMLElement,
  style: CSSStyleDeclaration,
  ground: Ground,
  colours: (css: string) => Colour | null,
  paints: Paint[],
): void {
  for (const side of SIDES) {
    if (style.getPropertyValue(`border-${side}-style`) === 'none') continue
    const line = colours(style.getPropertyValue(`border-${side}-color`))
    if (!line || line.alpha === 0) continue
    paints.push({ element, property: `border-${side}-color`, value: opaqueText(inkOn(ground, line)) })
  }
}

/** Reads computed colours; the same few come thousands of times. */
function colourReader(): (css: string) => Colour | null {
  const known = new Map<string, Colour | null>()
  return (css) => {
    let colour = known.get(css)
    if (colour === undefined) {
      colour = computedColour(css) ?? otherSpace(css)
      known.set(css, colour)
    }
    return colour
  }
}

/** `oklch()`, `lab()` and their like, through a canvas: one pixel of it. */
function otherSpace(css: string): Colour | null {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return null
  context.fillStyle = css
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data
  return { red: red / 255, green: green / 255, blue: blue / 255, alpha: alpha / 255 }
}
