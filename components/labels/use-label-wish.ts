/** What is wished in the labels' dialog until it is applied: which labels messages shall have, which not. */
import { useState } from 'react'
import { LABEL_COLOURS } from '#lib/api/label-colours.ts'
import type { Label } from '#lib/api/settings.ts'
import type { LabelChange } from '#lib/browser/questions.ts'
import { changeSettings, settingsNow, useSettings } from '#lib/browser/settings.ts'
import { withLabel } from '#lib/mail/change-labels.ts'
import { type LabelChoice, type LabelState, nextColour, pressed } from '#lib/mail/label-choices.ts'
import { allLabels } from '#lib/mail/labels.ts'
import { keywordOf } from '#lib/mail/new-keyword.ts'

/** Labels that were pressed. */
type Pressed = ReadonlyMap<string, { label: Label; state: LabelState; on: boolean }>

/** What is wished so far, and what changes it. */
export type LabelWish = {
  /** Ticked, half ticked or not, once this is applied. */
  shownAs: (choice: LabelChoice) => LabelState
  wasPressed: (choice: LabelChoice) => boolean
  press: (choice: LabelChoice) => Pressed
  /** Makes a label and wishes for it. */
  create: (name: string) => Pressed
  colour: Label['colour']
  setColour: (colour: Label['colour']) => void
  wished: Pressed
}

/** Nothing is wished at first. */
export function useLabelWish(): LabelWish {
  const settings = useSettings()
  const [wished, setWished] = useState<Pressed>(new Map())
  const [chosen, setColour] = useState<Label['colour'] | null>(null)
  const colour = chosen ?? nextColour(settings, LABEL_COLOURS)
  const wish = (next: Pressed) => {
    setWished(next)
    return next
  }
  return {
    wished,
    colour,
    setColour,
    shownAs: ({ label, state }) => {
      const on = wished.get(label.keyword)?.on
      return on === undefined ? state : on ? 'all' : 'none'
    },
    wasPressed: ({ label }) => wished.has(label.keyword),
    press: ({ label, state }) => {
      const next = new Map(wished)
      const on = pressed(state, wished.get(label.keyword)?.on)
      if (on === undefined) next.delete(label.keyword)
      else next.set(label.keyword, { label, state, on })
      return wish(next)
    },
    create: (name) => {
      const taken = allLabels(settingsNow()).map(({ keyword }) => keyword)
      const label: Label = { keyword: keywordOf(name, taken), name, colour }
      changeSettings((now) => withLabel(now, label))
      setColour(null)
      return wish(new Map(wished).set(label.keyword, { label, state: 'none', on: true }))
    },
  }
}

/** What has to be changed for it. */
export function changeOf(wished: Pressed): LabelChange {
  const all = [...wished.values()]
  return {
    add: all.filter(({ on, state }) => on && state !== 'all').map(({ label }) => label),
    remove: all.filter(({ on, state }) => !on && state !== 'none').map(({ label }) => label),
  }
}
