'use client'
import { ChevronDown } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { OpenDraft } from '#lib/browser/open-draft.ts'
import { writeDraft } from '#lib/browser/write-draft.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { useChipDragging } from './chip-drags.tsx'
import { FIELDS, type FieldName } from './field-names.ts'
import { FromField } from './from-field.tsx'
import { RecipientsField } from './recipients-field.tsx'
import type { Sending } from './use-sending.ts'

type LetterFieldsProps = Pick<Sending, 'problemsOf'> & { open: OpenDraft; focused: boolean }

/** Whom a message is for, from whom, and what it is about. */
export function LetterFields({ open, problemsOf, focused }: LetterFieldsProps) {
  const { key, draft } = open
  const [unfolded, setUnfolded] = useState<ReadonlySet<FieldName>>(new Set(['to']))
  const asked = useRef<FieldName | null>(focused ? 'to' : null)
  const isDragging = useChipDragging()
  const shown = FIELDS.filter((name) => isDragging || unfolded.has(name) || draft[name].length > 0)
  const isFolded = (name: FieldName) => !shown.includes(name)
  const [cc, bcc] = [isFolded('cc'), isFolded('bcc')]
  // The same as long as nothing of it changes: then its field is drawn no more than it is.
  const folded = useMemo(() => {
    const unfold = (names: readonly FieldName[]) => {
      asked.current = names[0] ?? null
      setUnfolded((now) => new Set([...now, ...names]))
    }
    const names = [...(cc ? (['cc'] as const) : []), ...(bcc ? (['bcc'] as const) : [])]
    return <Folded names={names} onUnfold={unfold} />
  }, [cc, bcc])
  return (
    <>
      <FromField draftKey={key} from={draft.from} />
      {shown.map((name) => (
        <RecipientsField
          key={name}
          draftKey={key}
          name={name}
          people={draft[name]}
          focused={asked.current === name}
          problems={problemsOf(name)}
          end={name === 'to' && folded}
        />
      ))}
      <Subject draftKey={key} subject={draft.subject} />
    </>
  )
}

type FoldedProps = { names: readonly FieldName[]; onUnfold: (names: readonly FieldName[]) => void }

/** Cc and Bcc take no room before they are used; on a phone not even their names. */
function Folded({ names, onUnfold }: FoldedProps) {
  const [first] = names
  if (!first) return null
  const label = names.length > 1 ? words.addBoth : ADD[first]
  return (
    <>
      <span className="flex flex-none max-sm:hidden">
        {names.map((name) => (
          <button
            key={name}
            type="button"
            aria-label={ADD[name]}
            onClick={() => onUnfold([name])}
            className={
              'mt-1 h-8 rounded-md px-2 text-muted outline-offset-[-2px] outline-focus hover:bg-hover hover:text-text ' +
              'focus-visible:outline-2 pointer-coarse:mt-0 pointer-coarse:h-11 pointer-coarse:min-w-11'
            }
          >
            {words.fields[name]}
          </button>
        ))}
      </span>
      <IconButton label={label} icon={ChevronDown} onClick={() => onUnfold(names)} className="sm:hidden" />
    </>
  )
}

const ADD: Record<FieldName, string> = { to: words.fields.to, cc: words.addCc, bcc: words.addBcc }

function Subject({ draftKey, subject }: { draftKey: string; subject: string }) {
  return (
    <div className="flex flex-none items-center border-line border-b ps-4 pe-2">
      <input
        type="text"
        data-subject
        aria-label={words.subject}
        placeholder={words.subject}
        value={subject}
        maxLength={10_000}
        autoComplete="off"
        onChange={(event) =>
          writeDraft(draftKey, { subject: event.target.value.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ') })
        }
        className="h-10 min-w-0 flex-1 bg-transparent font-medium outline-none placeholder:font-normal pointer-coarse:h-12 pointer-coarse:text-[16px]"
      />
    </div>
  )
}
