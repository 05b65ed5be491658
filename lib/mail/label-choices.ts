/** The labels to choose from for messages: what they have of them, and what matches what is typed. */
import type { Label } from '#lib/api/settings.ts'
import { hasFlag, sameFlag } from './apply-change.ts'
import { labelNamed } from './change-labels.ts'
import { fuzzyMatch, type Span } from './fuzzy-match.ts'
import { allLabels, type LabelSettings, labelsOf } from './labels.ts'
import { labelWords } from './words/labels.ts'

/** Whether all, some or none of the messages have a label. */
export type LabelState = 'all' | 'some' | 'none'

/** A label that can be given or taken. */
export type LabelChoice = {
  label: Label
  state: LabelState
  /** What of the name was typed. */
  spans: readonly Span[]
  forbidden: string | undefined
}

/** Which messages it is about, and what was typed. */
export type LabelAsk = {
  settings: LabelSettings
  typed: string
  /** The flags of the messages, as far as they are known. */
  flags: readonly (readonly string[])[]
  /** Some messages are not known: what all the others have only some have for sure. */
  partly: boolean
  /** The keywords that all of their folders keep: any, none, or only these. */
  kept: boolean | readonly string[]
}

/** All there is to choose. */
export type LabelChoices = {
  labels: LabelChoice[]
  /** What is typed could become a label. */
  create: { name: string; wrong: string | undefined } | null
}

const LONGEST_NAME = 100

/** The labels of the settings in their order, or the best matches first; then those that other programs set on the messages. */
export function labelChoices({ settings, typed, flags, partly, kept }: LabelAsk): LabelChoices {
  const listed = allLabels(settings)
  const others = labelsOf([...new Set(flags.flat())], settings).filter(
    ({ keyword }) => !listed.some((label) => sameFlag(label.keyword, keyword)),
  )
  const found = [...listed, ...others].flatMap((label) => {
    const match = fuzzyMatch(typed, label.name)
    return match ? [{ label, match }] : []
  })
  const query = typed.trim()
  if (query) found.sort((a, b) => b.match.score - a.match.score || a.label.name.length - b.label.name.length)
  const labels = found.map(({ label, match: { spans } }) => ({
    label,
    state: stateOf(label, flags, partly),
    spans,
    forbidden: keeps(kept, label.keyword) ? undefined : labelWords.notThisHere,
  }))
  return { labels, create: query && !labelNamed(query, settings) ? newLabel(query, kept) : null }
}

function keeps(kept: LabelAsk['kept'], keyword: string): boolean {
  return typeof kept === 'boolean' ? kept : hasFlag(kept, keyword)
}

function newLabel(name: string, kept: LabelAsk['kept']): LabelChoices['create'] {
  if (kept !== true) return { name, wrong: labelWords.noNewHere }
  return { name, wrong: name.length > LONGEST_NAME ? labelWords.tooLong : undefined }
}

function stateOf({ keyword }: Label, flags: LabelAsk['flags'], partly: boolean): LabelState {
  const having = flags.filter((one) => hasFlag(one, keyword)).length
  if (having === 0) return 'none'
  return having === flags.length && !partly ? 'all' : 'some'
}

/** What a press makes of a label: on or off; undefined: as it is. What only some have goes round by way of all and none. */
export function pressed(state: LabelState, wished: boolean | undefined): boolean | undefined {
  if (wished === undefined) return state !== 'all'
  if (state === 'some' && wished) return false
  return undefined
}

/** The colour that fewest labels have: the first of those. Grey is what nobody chose. */
export function nextColour(settings: LabelSettings, colours: readonly Label['colour'][]): Label['colour'] {
  const used = allLabels(settings).map(({ colour }) => colour)
  const count = (colour: Label['colour']) => used.filter((one) => one === colour).length
  const choosable = colours.filter((colour) => colour !== 'grey')
  return choosable.toSorted((a, b) => count(a) - count(b))[0] ?? 'grey'
}
