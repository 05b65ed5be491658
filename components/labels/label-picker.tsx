'use client'
import { useId, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { PickerField } from '#components/ui/picker-parts.tsx'
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
    <Dialog title={labelWords.title(question)} onClose={cancel} high>
      <form onSubmit={picker.apply} className="flex min-h-0 flex-col gap-3">
        <PickerField
          ref={field}
          label={labelWords.field}
          placeholder={labelWords.fieldHint}
          list={`${id}-list`}
          active={at === null ? undefined : `${id}-${at}`}
          expanded
          maxLength={200}
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
