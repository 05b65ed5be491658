/** Labels, given and taken: from the dialog, by the cross of one. */
import type { Selection } from '#lib/api/changes.ts'
import type { Label } from '#lib/api/settings.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { keptBy } from './kept-keywords.ts'
import { changeFlags, type Target } from './message-actions.ts'
import { notify } from './notices.ts'
import { chooseLabels, type LabelChange } from './questions.ts'

/** Why these can't have labels, as one sentence; undefined where they can. */
export function whyNoLabels(messages: Selection): string | undefined {
  return keptBy(messages) === false ? labelWords.notHere : undefined
}

/** Lets labels be chosen and gives them: one change, however many. */
export async function labelSomehow(target: Target): Promise<void> {
  const why = whyNoLabels(target.messages)
  if (why) {
    notify({ text: why, kind: 'problem' })
    return
  }
  const wish = await chooseLabels(target)
  if (wish) changeLabels(target, wish)
}

/** Gives labels and takes them. Where there is nothing to do nothing is said. */
export function changeLabels(target: Target, { add, remove }: LabelChange): void {
  if (add.length + remove.length === 0) return
  const keywords = (labels: readonly Label[]) => labels.map(({ keyword }) => keyword)
  changeFlags(target, { add: keywords(add), remove: keywords(remove) }, saidOf(target, add, remove))
}

function saidOf(of: Target, add: readonly Label[], remove: readonly Label[]): string {
  const [label, ...others] = [...add, ...remove]
  if (!label || others.length > 0) return labelWords.relabelled(of)
  return add.length > 0 ? labelWords.labelled(of, label.name) : labelWords.unlabelled(of, label.name)
}
