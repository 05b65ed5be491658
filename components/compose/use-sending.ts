/** What a press on Send does: what seems forgotten is asked once, and what is wrong is said where it is. */
import { useMemo, useRef, useState } from 'react'
import type { Draft } from '#lib/api/compose.ts'
import type { Address } from '#lib/api/messages.ts'
import { type DraftFile, useDraftFiles } from '#lib/browser/draft-files.ts'
import { writtenText } from '#lib/browser/letter.ts'
import type { OpenDraft } from '#lib/browser/open-draft.ts'
import { askFirst } from '#lib/browser/questions.ts'
import { type SendProblem, sendDraft } from '#lib/browser/send-draft.ts'
import { writeDraft } from '#lib/browser/write-draft.ts'
import { questionsBefore } from '#lib/mail/before-sending.ts'
import { isSendable, peopleSettled } from '#lib/mail/recipient-chips.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { FIELDS, type FieldName } from './field-names.ts'

export type Sending = {
  busy: boolean
  /** Why it was not sent; until something is written. */
  problem: string | null
  /** What is wrong with single recipients of a field, by their places in it. */
  problemsOf: (name: FieldName) => ReadonlyMap<number, string>
  send: () => void
}

const NONE: ReadonlyMap<number, string> = new Map()

/** Sends an open draft. */
export function useSending(open: OpenDraft): Sending {
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<{ problem: SendProblem; in: Draft } | null>(null)
  const asked = useRef(new Set<string>())
  const files = useDraftFiles(open.key)
  const all = useMemo(() => {
    const of = (name: FieldName) => (found ? problemsIn(name, found.problem) : NONE)
    return { to: of('to'), cc: of('cc'), bcc: of('bcc') }
  }, [found])
  const send = async () => {
    const draft = settle(open)
    if (wrongPeople(draft).length > 0) return focusWrong(open.key)
    const sentence = problemIn(draft, files)
    if (sentence) return setFound({ problem: { sentence, fields: [] }, in: draft })
    if (!(await mayLeave({ ...draft, text: writtenText(open), attachments: files }, asked.current))) return
    const focused = document.activeElement
    setBusy(true)
    const problem = await sendDraft(open.key)
    setBusy(false)
    setFound(problem && { problem, in: draft })
    // While it was on its way nothing could be written, and nothing had the focus.
    if (problem && focused instanceof HTMLElement) setTimeout(() => focused.focus())
  }
  return {
    busy,
    problem: found && isSame(found.in, open.draft) ? found.problem.sentence : null,
    problemsOf: (name) => (found?.in[name] === open.draft[name] ? all[name] : NONE),
    send: () => {
      if (!busy) void send()
    },
  }
}

/** Somebody who is still being typed is somebody too. */
function settle({ key, draft }: OpenDraft): Draft {
  const halfTyped = FIELDS.filter((name) => draft[name].some((person) => !isSendable(person)))
  const people = Object.fromEntries(halfTyped.map((name) => [name, peopleSettled(draft[name])]))
  if (halfTyped.length > 0) writeDraft(key, people)
  return { ...draft, ...people }
}

function wrongPeople(draft: Draft): Address[] {
  return FIELDS.flatMap((name) => draft[name]).filter((person) => !isSendable(person))
}

/** What is wrong with somebody stands in the field already: there one goes on, when it is a chip. */
function focusWrong(key: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(`[data-chip^="${key} "][data-wrong]`)?.focus())
}

function problemIn(draft: Draft, files: readonly DraftFile[]): string | null {
  if (FIELDS.every((name) => draft[name].length === 0)) return words.nobody
  if (files.some(({ problem }) => problem !== null)) return words.filesFailed
  return null
}

/** Each question once: who answered it knows. */
async function mayLeave(draft: Parameters<typeof questionsBefore>[0], asked: Set<string>): Promise<boolean> {
  for (const question of questionsBefore(draft)) {
    if (asked.has(question)) continue
    asked.add(question)
    const wish = { title: question, text: '', confirm: words.sendAnyway, harmless: true }
    if (!(await askFirst(wish))) return false
  }
  return true
}

const WRITTEN = ['from', 'to', 'cc', 'bcc', 'subject', 'text', 'html'] as const

function isSame(one: Draft, other: Draft): boolean {
  return WRITTEN.every((name) => one[name] === other[name])
}

function problemsIn(name: FieldName, { fields }: SendProblem): Map<number, string> {
  const found = new Map<number, string>()
  for (const { path, detail } of fields) {
    const [field, at] = path.split('.')
    if (field === name && at !== undefined) found.set(Number(at), detail)
  }
  return found
}
