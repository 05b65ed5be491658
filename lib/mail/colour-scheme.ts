/** A mail's own dark dress: its style rules for people who like it dark (Media Queries 5 §11.5). */

/** Which dress a mail puts on. The frame's own scheme plays no part: engines differ in what a frame inherits. */
export type Dress = 'light' | 'dark'

const SCHEME = /\(\s*prefers-color-scheme\s*(?::\s*(dark|light)\s*)?\)/gi
const ALWAYS = '(min-width:0)'
const NEVER = '(max-width:0)'

/** Whether a media condition asks for the dark. */
export function isDarkDress(condition: string): boolean {
  return /\(\s*prefers-color-scheme\s*:\s*dark\s*\)/i.test(condition)
}

/** A media condition with the question after the scheme answered. */
export function dressedFor(condition: string, dress: Dress): string {
  return condition.replaceAll(SCHEME, (_, asked: string | undefined) =>
    asked === undefined || asked.toLowerCase() === dress ? ALWAYS : NEVER,
  )
}
