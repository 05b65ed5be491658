'use client'
import { FolderPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { folderIcon } from '#components/folders/folder-icon.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Marked, Picker } from '#components/ui/picker.tsx'
import type { PickerOption } from '#components/ui/picker-parts.tsx'
import type { FolderId } from '#lib/api/ids.ts'
import { createFolder } from '#lib/browser/change-folders.ts'
import { useFolders } from '#lib/browser/folders.ts'
import { mailState } from '#lib/browser/mail-state.ts'
import { commonFolder, commonSender } from '#lib/browser/of-messages.ts'
import { type Question, useTyped } from '#lib/browser/questions.ts'
import { rememberUse, restoreUsedLately, useUsedLately } from '#lib/browser/used-lately.ts'
import { type FolderChoice, folderChoices } from '#lib/mail/folder-choices.ts'
import { folderProblem } from '#lib/mail/folder-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { pickerWords } from '#lib/mail/words/picker.ts'

type ChooserProps = { question: Extract<Question, { kind: 'folder' }> }

/** Where mail is put: folders used lately, any by a few letters of its path, a new one. */
export function FolderChooser({ question }: ChooserProps) {
  const { act, messages, answer } = question
  const { folders = [] } = useFolders()
  const used = useUsedLately()
  const [typed, setTyped] = useTyped()
  const [asked] = useState(() => ({ from: commonFolder(messages), sender: senderOf(messages) }))
  const { from, sender } = asked
  const create = useCreate()
  useEffect(() => void restoreUsedLately(), [])
  const choose = (folderId: FolderId) => {
    void rememberUse((now, { withFolder }) => withFolder(now, folderId, sender?.address ?? null))
    answer(folderId)
  }
  const sections = folderChoices({
    folders,
    typed,
    except: from,
    recent: used?.folders ?? [],
    sender: sender && {
      name: sender.name,
      folders: (used?.senders ?? []).flatMap((one) => (one.sender === sender.address ? one.folderId : [])),
    },
  })
  const optionOf = (choice: FolderChoice): PickerOption =>
    choice.kind === 'folder'
      ? {
          key: choice.folder.id,
          content: <FolderLine choice={choice} />,
          disabled: choice.forbidden !== undefined,
          onChoose: () => choose(choice.folder.id),
        }
      : {
          key: 'create',
          content: <NewFolderLine choice={choice} />,
          disabled: choice.wrong !== null,
          onChoose: () => create.run(choice, choose),
        }
  const title = act === 'move' ? pickerWords.moveTitle(question) : pickerWords.copyTitle(question)
  return (
    <Dialog title={title} onClose={() => answer(null)} high>
      <Picker
        label={pickerWords.folder}
        placeholder={pickerWords.folderHint}
        typed={typed}
        onTyped={setTyped}
        sections={sections.map(({ title: heading, choices }) => ({
          title: heading,
          options: choices.map(optionOf),
        }))}
        nothing={pickerWords.nothing}
        busy={create.busy}
      />
      <p role="alert" className="text-danger text-s [overflow-wrap:anywhere] empty:hidden">
        {create.error}
      </p>
    </Dialog>
  )
}

function senderOf(messages: ChooserProps['question']['messages']) {
  return commonSender(messages, mailState().known)
}

type Chosen<Kind> = { choice: Extract<FolderChoice, { kind: Kind }> }

function FolderLine({ choice: { folder, path, spans, forbidden } }: Chosen<'folder'>) {
  return (
    <>
      <Icon of={folderIcon(folder.role)} className="text-muted" />
      <span className="flex min-w-0 flex-1 flex-col">
        <Marked text={path} spans={spans} />
        {forbidden && <span className="text-s">{forbidden}</span>}
      </span>
    </>
  )
}

function NewFolderLine({ choice: { parent, names, wrong } }: Chosen<'create'>) {
  const above = parent && parent.role !== 'inbox' ? [folderWords.nameOf(parent)] : []
  return (
    <>
      <Icon of={FolderPlus} className="text-muted" />
      <span className="flex min-w-0 flex-1 flex-col">
        <bdi className="truncate">{pickerWords.create([...above, ...names].join(' / '))}</bdi>
        {wrong && <span className="text-s">{wrong}</span>}
      </span>
    </>
  )
}

/** Makes a folder, and those on the way to it; what fails is said and what was typed stays. */
function useCreate() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const run = async ({ parent, names }: Chosen<'create'>['choice'], done: (id: FolderId) => void) => {
    setBusy(true)
    setError(null)
    try {
      let parentId = parent?.id ?? null
      for (const name of names) parentId = (await createFolder({ name, parentId })).id
      if (parentId) done(parentId)
    } catch (failure) {
      setError(failure instanceof MailError ? folderProblem(failure, names.at(-1) ?? null) : String(failure))
    }
    setBusy(false)
  }
  return { busy, error, run: (...given: Parameters<typeof run>) => void run(...given) }
}
