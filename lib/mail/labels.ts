/** Labels are IMAP keywords (RFC 9051 §2.3.2): which ones they are, how they are called and coloured, in which order. */

import type { Label, Settings } from '#lib/api/settings.ts'
import { sameFlag } from './apply-change.ts'
import { isLabelKeyword } from './label-keywords.ts'
import { labelNames } from './words/label-names.ts'

/** What of the settings labels are made of. */
export type LabelSettings = Pick<Settings, 'labels' | 'hiddenKeywords'>

// mailnews.labels.* of Thunderbird's mailnews.js: names and colours.
const COLOURS = {
  $label1: 'red',
  $label2: 'orange',
  $label3: 'green',
  $label4: 'blue',
  $label5: 'purple',
} as const

const THUNDERBIRD: readonly Label[] = (['$label1', '$label2', '$label3', '$label4', '$label5'] as const).map(
  (keyword) => ({ keyword, name: labelNames[keyword], colour: COLOURS[keyword] }),
)

/** The labels that can be given: those of the settings in their order, then Thunderbird's that they don't speak of. */
export function allLabels({ labels, hiddenKeywords }: LabelSettings): readonly Label[] {
  const spoken = [...labels.map(({ keyword }) => keyword), ...hiddenKeywords]
  const others = THUNDERBIRD.filter(({ keyword }) => !spoken.some((known) => sameFlag(known, keyword)))
  return [...labels, ...others]
}

type Known = { places: ReadonlyMap<string, number>; labels: readonly Label[]; hidden: ReadonlySet<string> }

// Every row asks: the settings are gone through once, not once a row.
const known = new WeakMap<LabelSettings, Known>()

function knownIn(settings: LabelSettings): Known {
  const found = known.get(settings)
  if (found) return found
  const labels = allLabels(settings)
  const made = {
    labels,
    places: new Map(labels.map(({ keyword }, place) => [keyword.toLowerCase(), place])),
    hidden: new Set(settings.hiddenKeywords.map((keyword) => keyword.toLowerCase())),
  }
  known.set(settings, made)
  return made
}

const NONE: readonly Label[] = []

/**
 * The labels of a message, in the order of the settings. Keywords that these don't know stand behind them under their own
 * name, in grey: another mail program set them. `keyword` is spelled as the mail server does.
 */
export function labelsOf(flags: readonly string[], settings: LabelSettings): readonly Label[] {
  const keywords = flags.filter((flag) => !flag.startsWith('\\'))
  if (keywords.length === 0) return NONE
  const { labels, places, hidden } = knownIn(settings)
  const found = keywords.flatMap((keyword): { label: Label; place: number }[] => {
    const place = places.get(keyword.toLowerCase())
    const label = place === undefined ? undefined : labels[place]
    if (label && place !== undefined) return [{ label: { ...label, keyword }, place }]
    if (hidden.has(keyword.toLowerCase()) || !isLabelKeyword(keyword)) return []
    return [{ label: { keyword, name: keyword, colour: 'grey' }, place: labels.length }]
  })
  return found
    .sort((a, b) => a.place - b.place || (a.label.name < b.label.name ? -1 : 1))
    .map(({ label }) => label)
}

/** What `keyword:` of a search may be called: names in lower case → keywords. */
export function keywordNames(settings: LabelSettings): ReadonlyMap<string, string> {
  // Of two labels of one name the first counts, as in the list.
  const names = allLabels(settings).map(({ name, keyword }) => [nameKey(name), keyword] as const)
  return new Map(names.toReversed())
}

/** The same for two names that nobody tells apart. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/** The search for a label: by its name, where that means this label and nothing else. */
export function labelQuery({ keyword, name }: Label, settings: LabelSettings): string {
  const plain = keywordNames(settings).get(nameKey(name)) ?? name
  const sayable = sameFlag(plain, keyword) && !/["“”„]/.test(name)
  if (!sayable) return `keyword:${keyword}`
  return /\s/.test(name) ? `keyword:"${name}"` : `keyword:${name}`
}
