/** How keys are called. */
const NAMES: Partial<Record<string, string>> = { Escape: 'Esc' }

/** One stroke: `Shift I`, `Ctrl K`, on a Mac `⌘ K`. */
export function nameOfStroke(stroke: string, apple: boolean): string {
  const key = stroke.replace('Mod+', '')
  if (key !== stroke) return `${apple ? '⌘' : 'Ctrl'} ${key.toUpperCase()}`
  if (key.length === 1 && key !== key.toLowerCase()) return `Shift ${key}`
  return NAMES[key] ?? key
}

/** Strokes one after the other: `g then i`. */
export function nameOfKeys(keys: string, apple: boolean): string {
  return keys
    .split(' ')
    .map((stroke) => nameOfStroke(stroke, apple))
    .join(' then ')
}
