'use client'
import { type KeyboardEvent, type RefObject, useId, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { labelWords } from '#lib/mail/words/labels.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { ColourChoice } from './colour-choice.tsx'
import { LabelOptions } from './label-options.tsx'
import { type LabelQuestion, useLabelPicker } from './use-label-picker.ts'

/** Labels to tick and untick: typed for, gone through by arrows, made on the spot. */
export function LabelPicker({ question }: { question: LabelQuestion }) {
  const picker = useLabelPicker(question)
  const { labels, create, options, at, typed, wish } = picker
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const cancel = () => question.answer(null)
  const makeAndStay = () => {
    picker.makeAndStay()
    field.current?.focus() // the colours, where it may have been, are gone
  }
  return (
    <Dialog title={labelWords.title(question.count)} onClose={cancel} high>
      <form onSubmit={picker.apply} className="flex min-h-0 flex-col gap-3">
        <LabelField
          ref={field}
          list={`${id}-list`}
          active={at === null ? undefined : `${id}-${at}`}
          typed={typed}
          onTyped={picker.type}
          onKeyDown={picker.key}
        />
        <p role="status" className="sr-only">
          {options > 0 ? ui.choices(options) : labelWords.none}
        </p>
        {/* As high as it may get from the beginning: nothing moves under the eyes as one types. */}
        <div className="flex h-[min(21rem,45dvh)] flex-col gap-2">
          <LabelOptions id={id} labels={labels} create={create} at={at} wish={wish} onCreate={makeAndStay} />
          {create && !create.wrong && <ColourChoice value={wish.colour} onChange={picker.paint} />}
        </div>
        <DialogButtons>
          <Button onClick={cancel}>{ui.cancel}</Button>
          <Button type="submit" kind="primary">
            {labelWords.apply}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

type FieldProps = {
  ref: RefObject<HTMLInputElement | null>
  list: string
  active: string | undefined
  typed: string
  onTyped: (typed: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function LabelField({ ref, list, active, typed, onTyped, onKeyDown }: FieldProps) {
  return (
    <input
      ref={ref}
      role="combobox"
      aria-label={labelWords.field}
      aria-expanded="true"
      aria-controls={list}
      aria-autocomplete="list"
      aria-activedescendant={active}
      data-autofocus
      placeholder={labelWords.fieldHint}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      enterKeyHint="done"
      maxLength={200}
      value={typed}
      onChange={(event) => onTyped(event.target.value)}
      onKeyDown={onKeyDown}
      className={
        'h-10 w-full flex-none rounded-lg border border-muted/75 bg-surface px-3 text-l outline-focus ' +
        'focus-visible:outline-2 focus-visible:outline-offset-[-1px] pointer-coarse:h-11 pointer-coarse:text-[16px]'
      }
    />
  )
}
