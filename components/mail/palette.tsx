'use client'
import { useEffect, useState } from 'react'
import { FolderDialogs } from '#components/folders/folder-dialogs.tsx'
import { type FolderQuestion, folderItems } from '#components/folders/folder-menu.tsx'
import { HeadersDialog } from '#components/message/headers-dialog.tsx'
import { useMenuItems } from '#components/message/message-menu.ts'
import { SourceDialog } from '#components/message/source-dialog.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { MenuItem } from '#components/ui/menu.tsx'
import { Marked, Picker } from '#components/ui/picker.tsx'
import type { Folder } from '#lib/api/folders.ts'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { actedOn } from '#lib/browser/acted-on.ts'
import { answeredMessage } from '#lib/browser/answered-message.ts'
import { useFolders } from '#lib/browser/folders.ts'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import { useMessage } from '#lib/browser/message.ts'
import { herePlace } from '#lib/browser/place.ts'
import { showDialog, useTyped } from '#lib/browser/questions.ts'
import { rememberUse, restoreUsedLately, useUsedLately } from '#lib/browser/used-lately.ts'
import { type Found, paletteMatches, type Section } from '#lib/mail/palette-matches.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { pickerWords } from '#lib/mail/words/picker.ts'
import { goSection, mailSection, menuSection, searchSection } from './palette-entries.ts'
import { type Entry, messageSection } from './palette-messages.ts'

type PaletteProps = { onClose: () => void }

/** Everything that can be done now and every folder, by a few letters. */
export function Palette({ onClose }: PaletteProps) {
  const [open] = useState(() => herePlace().messageId)
  return open ? <OverMessage id={open} onClose={onClose} /> : <Commands ways={[]} onClose={onClose} />
}

/** With the other ways to look at the open message, where that is there already. */
function OverMessage({ id, onClose }: PaletteProps & { id: MessageId }) {
  const { message } = useMessage(id)
  return message ? <WithWays message={message} onClose={onClose} /> : <Commands ways={[]} onClose={onClose} />
}

function WithWays({ message, onClose }: PaletteProps & { message: Message }) {
  const ways = useMenuItems(message, {
    onHeaders: () => void showDialog((close) => <HeadersDialog message={message} onClose={close} />),
    onSource: () => void showDialog((close) => <SourceDialog message={message} onClose={close} />),
  })
  return <Commands ways={ways} onClose={onClose} />
}

function askAbout(asked: FolderQuestion): void {
  void showDialog((close) => <AboutFolder asked={asked} onClose={close} />)
}

function AboutFolder({ asked, onClose }: { asked: FolderQuestion; onClose: () => void }) {
  const { folders = [] } = useFolders()
  return <FolderDialogs asked={asked} folders={folders} onClose={onClose} />
}

/** All sections, as they are when the palette opens: nothing moves under the eyes because mail arrives. */
function useSections(ways: readonly MenuItem[]): Section<Entry>[] {
  const { folders = [] } = useFolders()
  const searches = useUsedLately()?.searches ?? []
  const [first] = useState(() => ({
    messages: ofMessages(),
    mail: mailSection(() => askAbout({ kind: 'create', folder: null })),
    place: herePlace(),
  }))
  const { place } = first
  const here = place.everywhere ? undefined : folders.find(({ id }) => id === place.folderId)
  return [
    ...first.messages,
    menuSection(pickerWords.openMessage, ways),
    first.mail,
    ...(here ? [ofFolder(here, folders)] : []),
    searchSection(searches),
    goSection(folders),
  ]
}

/** What is selected, open or focused, where something is. */
function ofMessages(): Section<Entry>[] {
  const on = actedOn()
  return on ? [messageSection(on, answeredMessage())] : []
}

function ofFolder(here: Folder, folders: readonly Folder[]): Section<Entry> {
  return menuSection(pickerWords.onFolder(folderWords.nameOf(here)), folderItems(here, folders, askAbout))
}

function Commands({ ways, onClose }: PaletteProps & { ways: readonly MenuItem[] }) {
  const [typed, setTyped] = useTyped()
  const lately = useUsedLately()?.commands ?? []
  const sections = useSections(ways)
  useEffect(() => void restoreUsedLately(), [])
  const choose = ({ id, run }: Entry) => {
    void rememberUse((now, { withCommand }) => withCommand(now, id))
    onClose()
    // The dialog gives the focus back first: what is done next may take it elsewhere.
    setTimeout(run)
  }
  const optionOf = (found: Found<Entry>) => ({
    key: found.entry.id,
    content: <Line found={found} />,
    disabled: found.entry.forbidden !== undefined,
    onChoose: () => choose(found.entry),
  })
  return (
    <Dialog title={folderWords.palette} onClose={onClose} high>
      <Picker
        label={pickerWords.paletteField}
        placeholder={pickerWords.paletteHint}
        typed={typed}
        onTyped={setTyped}
        sections={paletteMatches(sections, typed, lately).map(({ title, found }) => ({
          title,
          options: found.map(optionOf),
        }))}
        nothing={pickerWords.nothing}
      />
    </Dialog>
  )
}

function Line({ found: { entry, spans } }: { found: Found<Entry> }) {
  const keyHint = useKeyHint()
  const { label, icon, keys, forbidden } = entry
  const { hint } = keys ? keyHint(keys) : {}
  return (
    <>
      {icon ? <Icon of={icon} className="text-muted" /> : <span className="w-[18px] flex-none" />}
      <span className="flex min-w-0 flex-1 flex-col">
        <Marked text={label} spans={spans} />
        {forbidden && <span className="text-s">{forbidden}</span>}
      </span>
      {hint && <kbd className="flex-none font-sans text-muted text-s pointer-coarse:hidden">{hint}</kbd>}
    </>
  )
}
