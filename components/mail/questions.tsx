'use client'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { usePlace } from '#lib/browser/place.ts'
import { type Question, useQuestion } from '#lib/browser/questions.ts'
import { rememberUse, restoreUsedLately } from '#lib/browser/used-lately.ts'
import { changeWords } from '#lib/mail/words/changes.ts'

const loadFolderChooser = () => import('./folder-chooser.tsx').then((module) => module.FolderChooser)
const loadKeysDialog = () => import('./keys-dialog.tsx').then((module) => module.KeysDialog)
const loadLabelPicker = () =>
  import('#components/labels/label-picker.tsx').then((module) => module.LabelPicker)
const loadPalette = () => import('./palette.tsx').then((module) => module.Palette)
const FolderChooser = dynamic(loadFolderChooser, { ssr: false })
const KeysDialog = dynamic(loadKeysDialog, { ssr: false })
const RecentActions = dynamic(() => import('./recent-actions.tsx').then((module) => module.RecentActions), {
  ssr: false,
})
const SearchHelp = dynamic(() => import('./search-help.tsx').then((module) => module.SearchHelp), {
  ssr: false,
})
const LabelPicker = dynamic(loadLabelPicker, { ssr: false })
const Palette = dynamic(loadPalette, { ssr: false })

/** So long (ms) after the page there is time for what a key may open. */
const WITH_TIME = 5_000

/** The question that is open, as a dialog. */
export function Questions() {
  const question = useQuestion()
  useReadyForKeys()
  useSearchesRemembered()
  if (question?.kind === 'confirm') return <Confirm question={question} />
  if (question?.kind === 'folder') return <FolderChooser question={question} />
  if (question?.kind === 'labels') return <LabelPicker question={question} />
  if (question?.kind === 'keys') return <KeysDialog onClose={question.answer} />
  if (question?.kind === 'search') return <SearchHelp onClose={question.answer} />
  if (question?.kind === 'recent') return <RecentActions onClose={question.answer} />
  if (question?.kind === 'palette') return <Palette onClose={question.answer} />
  if (question?.kind === 'other') return question.show(question.answer)
  return null
}

/** Where there are keys, what they open is fetched while nobody waits for anything, so that the next letters find their field. */
function useReadyForKeys(): void {
  useEffect(() => {
    // What fails now is fetched when it is needed.
    const fetchThem = () =>
      Promise.all([
        loadFolderChooser(),
        loadLabelPicker(),
        loadPalette(),
        loadKeysDialog(),
        restoreUsedLately(),
      ]).catch(console.warn)
    addEventListener('keydown', fetchThem, { once: true })
    const timer = matchMedia('(pointer: fine)').matches ? setTimeout(fetchThem, WITH_TIME) : undefined
    return () => {
      removeEventListener('keydown', fetchThem)
      clearTimeout(timer)
    }
  }, [])
}

/** A search that was looked at for so long (ms) is one to come back to. */
const LOOKED_AT = 2_000

function useSearchesRemembered(): void {
  const { q } = usePlace()
  useEffect(() => {
    if (!q) return
    const remember = () => void rememberUse((now, { withSearch }) => withSearch(now, q))
    const timer = setTimeout(remember, LOOKED_AT)
    return () => clearTimeout(timer)
  }, [q])
}

function Confirm({ question }: { question: Extract<Question, { kind: 'confirm' }> }) {
  const { title, text, confirm, harmless = false, answer } = question
  return (
    <Dialog title={title} description={text} onClose={() => answer(false)}>
      <DialogButtons>
        <Button onClick={() => answer(false)}>{changeWords.cancel}</Button>
        <Button kind={harmless ? 'primary' : 'danger'} data-autofocus onClick={() => answer(true)}>
          {confirm}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
