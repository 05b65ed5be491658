/** What is done to the list of labels. */

import type { Label } from '#lib/api/settings.ts'
import { sameFlag } from './apply-change.ts'
import { allLabels, type LabelSettings, nameKey } from './labels.ts'

/** The label of this name, in any case; undefined where there is none. */
export function labelNamed(name: string, settings: LabelSettings): Label | undefined {
  return allLabels(settings).find((label) => nameKey(label.name) === nameKey(name.trim()))
}

/**
 * Settings with one label more, or that label changed. A keyword that was hidden is shown again.
 * @param place where a new one stands; the last one where left out.
 */
export function withLabel<S extends LabelSettings>(settings: S, label: Label, place?: number): S {
  const before = allLabels(settings)
  const isIt = ({ keyword }: Label) => sameFlag(keyword, label.keyword)
  const labels = before.some(isIt)
    ? before.map((one) => (isIt(one) ? label : one))
    : before.toSpliced(place ?? before.length, 0, label)
  const hiddenKeywords = settings.hiddenKeywords.filter((keyword) => !sameFlag(keyword, label.keyword))
  return { ...settings, labels: [...labels], hiddenKeywords }
}

/** Settings without a label. Its keyword stays on the messages, and is not shown any more. */
export function withoutLabel<S extends LabelSettings>(settings: S, keyword: string): S {
  const labels = allLabels(settings).filter((one) => !sameFlag(one.keyword, keyword))
  const others = settings.hiddenKeywords.filter((one) => !sameFlag(one, keyword))
  return { ...settings, labels, hiddenKeywords: [...others, keyword] }
}

/** Settings with a label one place further up or down. At the end it stays. */
export function withLabelMoved<S extends LabelSettings>(settings: S, keyword: string, step: 1 | -1): S {
  const labels = [...allLabels(settings)]
  const at = labels.findIndex((one) => sameFlag(one.keyword, keyword))
  const [label, other] = [labels[at], labels[at + step]]
  if (!label || !other) return settings
  labels[at] = other
  labels[at + step] = label
  return { ...settings, labels }
}
