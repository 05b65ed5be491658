'use client'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { type Question, useQuestion } from '#lib/browser/questions.ts'
import { changeWords } from '#lib/mail/words/changes.ts'
import { FolderChooser } from './folder-chooser.tsx'
import { KeysDialog } from './keys-dialog.tsx'

/** The question that is open, as a dialog. */
export function Questions() {
  const question = useQuestion()
  if (question?.kind === 'confirm') return <Confirm question={question} />
  if (question?.kind === 'folder') return <FolderChooser question={question} />
  if (question?.kind === 'keys') return <KeysDialog onClose={question.answer} />
  return null
}

function Confirm({ question }: { question: Extract<Question, { kind: 'confirm' }> }) {
  const { title, text, confirm, answer } = question
  return (
    <Dialog title={title} description={text} onClose={() => answer(false)}>
      <DialogButtons>
        <Button onClick={() => answer(false)}>{changeWords.cancel}</Button>
        <Button kind="danger" data-autofocus onClick={() => answer(true)}>
          {confirm}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
