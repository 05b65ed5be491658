'use client'
import { type KeyboardEvent, useId, useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Folder } from '#lib/api/folders.ts'
import { useFolders } from '#lib/browser/folders.ts'
import type { Question } from '#lib/browser/questions.ts'
import { allows } from '#lib/mail/folder-rights.ts'
import { listWords } from '#lib/mail/words/list.ts'

/** The names from the top to this folder: `Clients / Bright & Sons`. */
function namePath(folder: Folder, folders: readonly Folder[]): string {
  const parent = folders.find(({ id }) => id === folder.parentId)
  const name = listWords.folderName(folder)
  return parent && parent.role !== 'inbox' ? `${namePath(parent, folders)} / ${name}` : name
}

/** Folders by a part of their name: type, go up and down, Enter. */
export function FolderChooser({ question }: { question: Extract<Question, { kind: 'folder' }> }) {
  const { title, except, answer } = question
  const { folders = [] } = useFolders()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const wanted = typed.trim().toLocaleLowerCase()
  const choices = folders
    .filter(({ id, selectable, rights }) => selectable && id !== except && allows(rights, 'put'))
    .map((folder) => ({ id: folder.id, name: namePath(folder, folders) }))
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  const current = choices[Math.min(at, choices.length - 1)]
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((Math.min(at, choices.length - 1) + step + choices.length) % Math.max(1, choices.length))
    }
    if (event.key === 'Enter' && current) answer(current.id)
  }
  return (
    <Dialog title={title} onClose={() => answer(null)}>
      <input
        role="combobox"
        aria-label={listWords.chooserField}
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={current && `${list}-${current.id}`}
        data-autofocus
        placeholder={listWords.chooserField}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={press}
        className="h-10 w-full rounded-lg border border-muted/75 bg-surface px-3 text-l outline-focus pointer-coarse:h-11 pointer-coarse:text-[16px]"
      />
      <Choices id={list} choices={choices} current={current?.id} onChoose={answer} />
    </Dialog>
  )
}

type ChoicesProps = {
  id: string
  choices: readonly { id: string; name: string }[]
  current: string | undefined
  onChoose: (id: string) => void
}

function Choices({ id, choices, current, onChoose }: ChoicesProps) {
  if (choices.length === 0) return <p className="text-muted">{listWords.noSuchFolder}</p>
  return (
    <div id={id} role="listbox" aria-label={listWords.folders} className="-mx-2 max-h-80 overflow-y-auto">
      {choices.map((choice) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys (ARIA practices, combobox)
        <div
          key={choice.id}
          id={`${id}-${choice.id}`}
          ref={(node) => {
            if (choice.id === current) node?.scrollIntoView({ block: 'nearest' })
          }}
          role="option"
          tabIndex={-1}
          aria-selected={choice.id === current}
          onClick={() => onChoose(choice.id)}
          className="flex min-h-9 items-center truncate rounded-lg px-3 hover:bg-hover aria-selected:bg-selected pointer-coarse:min-h-11"
        >
          {choice.name}
        </div>
      ))}
    </div>
  )
}
