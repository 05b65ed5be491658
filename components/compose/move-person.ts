import type { Address } from '#lib/api/messages.ts'
import { draftHere } from '#lib/browser/drafts-here.ts'
import { writeDraft } from '#lib/browser/write-draft.ts'
import type { FieldName } from './field-names.ts'

/** A field of an open draft. */
export type Field = { key: string; name: FieldName }

/** Moves somebody to another field, also of another draft; who is there already stays there once. */
export function movePerson(from: Field, person: Address, to: Field): void {
  const source = draftHere(from.key)?.draft
  const target = draftHere(to.key)?.draft
  if (!source || !target) return
  const left = { [from.name]: source[from.name].filter((one) => one !== person) }
  const others = target[to.name].filter(
    ({ address }) => address.toLowerCase() !== person.address.toLowerCase(),
  )
  const got = { [to.name]: [...others, person] }
  if (from.key === to.key) writeDraft(from.key, { ...left, ...got })
  else {
    writeDraft(from.key, left)
    writeDraft(to.key, got)
  }
}
