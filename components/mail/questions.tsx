'use client'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { type Question, useQuestion } from '#lib/browser/questions.ts'
import { restoreUsedLately } from '#lib/browser/used-lately.ts'
import { changeWords } from '#lib/mail/words/changes.ts'

const loadFolderChooser = () => import('./folder-chooser.tsx').then((module) => module.FolderChooser)
const loadKeysDialog = () => import('./keys-dialog.tsx').then((module) => module.KeysDialog)
const loadLabelPicker = () =>
  import('#components/labels/label-picker.tsx').then((module) => module.LabelPicker)
const FolderChooser = dynamic(loadFolderChooser, { ssr: false })
const KeysDialog = dynamic(loadKeysDialog, { ssr: false })
const RecentActions = dynamic(() => import('./recent-actions.tsx').then((module) => module.RecentActions), {
  ssr: false,
})
const SearchHelp = dynamic(() => import('./search-help.tsx').then((module) => module.SearchHelp), {
  ssr: false,
})
const LabelPicker = dynamic(loadLabelPicker, { ssr: false })

/** The question that is open, as a dialog. */
export function Questions() {
  const question = useQuestion()
  useReadyForKeys()
  if (question?.kind === 'confirm') return <Confirm question={question} />
  if (question?.kind === 'folder') return <FolderChooser question={question} />
  if (question?.kind === 'labels') return <LabelPicker question={question} />
  if (question?.kind === 'keys') return <KeysDialog onClose={question.answer} />
  if (question?.kind === 'search') return <SearchHelp onClose={question.answer} />
  if (question?.kind === 'recent') return <RecentActions onClose={question.answer} />
  return null
}

/** Who uses one key will use others: what they open is fetched with the first, so that the next letters find their field. */
function useReadyForKeys(): void {
  useEffect(() => {
    const fetchThem = () => {
      // What fails now is fetched when it is needed.
      Promise.all([loadFolderChooser(), loadLabelPicker(), loadKeysDialog(), restoreUsedLately()]).catch(
        console.warn,
      )
    }
    addEventListener('keydown', fetchThem, { once: true })
    return () => removeEventListener('keydown', fetchThem)
  }, [])
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
