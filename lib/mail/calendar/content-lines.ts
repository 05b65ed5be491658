/** iCalendar (RFC 5545) as text: content lines, and the components they stand in. Bounded, and never throws. */

/** One content line. Parameters by upper-case name, without their quotes. */
export type ContentLine = { name: string; parameters: ReadonlyMap<string, string>; value: string }

/** A component with its own lines; what is nested in it stands apart. */
export type Component = { name: string; lines: ContentLine[]; children: Component[] }

const MOST_LINES = 50_000
const MOST_CHARACTERS = 2_000_000
const MOST_PARAMETERS = 50
const DEEPEST = 8

/** `NAME;PARAM="a:b";OTHER=c:value`, read by hand: a colon inside quotes ends nothing. Null for what is no line. */
function contentLine(text: string): ContentLine | null {
  const name = /^[A-Za-z0-9-]{1,100}/.exec(text)?.[0]
  if (!name) return null
  const parameters = new Map<string, string>()
  let at = name.length
  while (text[at] === ';' && parameters.size < MOST_PARAMETERS) {
    const equals = text.indexOf('=', at)
    if (equals < 0) return null
    const key = text.slice(at + 1, equals).toUpperCase()
    const [value, end] = parameterValue(text, equals + 1)
    if (!parameters.has(key)) parameters.set(key, value)
    at = end
  }
  if (text[at] !== ':') return null
  return { name: name.toUpperCase(), parameters, value: text.slice(at + 1) }
}

/** The value that begins at `from`, and where it ends: at `;` or `:` outside quotes. */
function parameterValue(text: string, from: number): [string, number] {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === ';' || char === ':')) return [text.slice(from, at).replaceAll('"', ''), at]
  }
  return [text.slice(from).replaceAll('"', ''), text.length]
}

/** The calendars in a text, as trees. What isn't closed is closed at the end; what nests deeper than eight is left out. */
export function componentsOf(text: string): Component[] {
  const root: Component = { name: '', lines: [], children: [] }
  const open: Component[] = [root]
  let skipped = 0
  // RFC 5545 §3.1: a line goes on in the next one that begins with white space.
  const lines = text
    .slice(0, MOST_CHARACTERS)
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n|\r/, MOST_LINES)
  for (const written of lines) {
    const line = contentLine(written)
    const inner = open.at(-1)
    if (!line || !inner) continue
    if (line.name === 'BEGIN') {
      if (skipped > 0 || open.length > DEEPEST) skipped++
      else {
        const child: Component = { name: line.value.trim().toUpperCase(), lines: [], children: [] }
        inner.children.push(child)
        open.push(child)
      }
    } else if (line.name === 'END') {
      if (skipped > 0) skipped--
      else if (open.length > 1) open.pop()
    } else if (skipped === 0) inner.lines.push(line)
  }
  return root.children
}

/** The first line of this name. */
export function lineOf(component: Component, name: string): ContentLine | undefined {
  return component.lines.find((line) => line.name === name)
}

/** A TEXT value (RFC 5545 §3.3.11) on one line, without controls, at most `longest` characters. */
export function textOf(line: ContentLine | undefined, longest = 500): string {
  const text = (line?.value.slice(0, longest * 4) ?? '')
    .replaceAll(/\\([\s\S])/g, (_, char: string) => (char === 'n' || char === 'N' ? ' ' : char))
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const characters = [...text]
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text
}
