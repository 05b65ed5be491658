/** The labels' dialog, decided: what there is to choose from, where the keys are, what a press and Enter mean. */
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { Selection } from '#lib/api/changes.ts'
import type { Label } from '#lib/api/settings.ts'
import { currentList } from '#lib/browser/current-list.ts'
import { keptBy } from '#lib/browser/kept-keywords.ts'
import { flagsNow } from '#lib/browser/message.ts'
import { type Question, useTyped } from '#lib/browser/questions.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { covers } from '#lib/mail/apply-change.ts'
import { labelChoices } from '#lib/mail/label-choices.ts'
import { changeOf, useLabelWish } from './use-label-wish.ts'

/** Which labels messages shall have, asked. */
export type LabelQuestion = Extract<Question, { kind: 'labels' }>

/** The flags that the messages have as painted; `partly`: of some nobody here knows. */
function aboutOf(messages: Selection): { flags: (readonly string[])[]; partly: boolean } {
  if ('ids' in messages) return { flags: messages.ids.map(flagsNow), partly: false }
  const rows = currentList.get()?.ids ?? []
  const loaded = rows.filter((id) => id !== undefined)
  const asked = { change: { kind: 'flag' as const, messages }, touched: new Set(loaded) }
  const ids = loaded.filter((id) => covers(asked, id))
  return { flags: ids.map(flagsNow), partly: loaded.length < rows.length }
}

/** Which option the keys are on: the first as soon as something is typed, before that none until an arrow is pressed. */
function useOptionCursor(options: number, typing: boolean) {
  const [moved, setMoved] = useState<number | null>(null)
  const at = options === 0 ? null : moved === null ? (typing ? 0 : null) : Math.min(moved, options - 1)
  return {
    at,
    to: setMoved,
    /** Whether the key was one that moves. */
    move: (event: KeyboardEvent): boolean => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (step === 0 || options === 0) return false
      event.preventDefault()
      setMoved(at === null ? (step > 0 ? 0 : options - 1) : (at + step + options) % options)
      return true
    },
  }
}

/**
 * Enter takes the option that the keys are on, unless it was pressed before, and applies all; Space, where nothing is typed,
 * and a press of the pointer take one and stay.
 */
export function useLabelPicker({ messages, answer }: LabelQuestion) {
  const settings = useSettings()
  const [about] = useState(() => ({ ...aboutOf(messages), kept: keptBy(messages) }))
  const [typed, setTyped] = useTyped()
  const wish = useLabelWish()
  const { labels, create } = labelChoices({ settings, typed, ...about })
  const options = labels.length + (create ? 1 : 0)
  const { at, to, move } = useOptionCursor(options, typed !== '')
  const current = at === null ? undefined : labels[at]
  const type = (text: string) => {
    setTyped(text)
    to(null)
  }
  const make = () => (create && !create.wrong ? wish.create(create.name) : null)
  const taken = () => {
    if (at === null) return wish.wished
    if (!current) return make()
    if (current.forbidden) return null
    return wish.wasPressed(current) ? wish.wished : wish.press(current)
  }
  return {
    ...{ labels, create, options, at, typed, type, wish },
    apply: (event: FormEvent) => {
      event.preventDefault()
      const wished = taken()
      if (wished) answer(changeOf(wished))
    },
    key: (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing || move(event)) return
      if (event.key !== ' ' || typed !== '' || !current || current.forbidden) return
      event.preventDefault()
      wish.press(current)
    },
    /** Makes the label that is typed and wishes for it; nothing is typed then. */
    makeAndStay: () => {
      if (make()) type('')
    },
    /** Who chooses a colour means the new label. */
    paint: (colour: Label['colour']) => {
      wish.setColour(colour)
      to(labels.length)
    },
  }
}
