'use client'
import { RotateCw, X } from 'lucide-react'
import { attachmentIcon } from '#components/message/attachment-icon.ts'
import { FileName } from '#components/message/file-name.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import {
  type DraftFile,
  removeFile,
  retryFile,
  useDraftFiles,
  useTooHeavy,
} from '#lib/browser/draft-files.ts'
import { attachmentWords } from '#lib/mail/words/attachments.ts'
import { sizeWords } from '#lib/mail/words/message.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { useFileLimit } from './letter-acts.tsx'

/** The file goes, and the focus to the next one, the one before, or where files are attached. */
function focusBeside(button: HTMLElement): void {
  const file = button.closest('li')
  const other = file?.nextElementSibling ?? file?.previousElementSibling
  const next = other
    ? other.querySelector<HTMLElement>('button:last-of-type')
    : [...(button.closest('dialog')?.querySelectorAll<HTMLElement>('[data-attach]') ?? [])].find(
        (one) => one.offsetParent !== null,
      )
  next?.focus()
}

/** What is attached, and what is on its way to be. */
export function FileList({ draftKey }: { draftKey: string }) {
  const files = useDraftFiles(draftKey).filter(({ inline }) => !inline)
  const tooHeavy = useTooHeavy(draftKey)
  if (files.length === 0) return null
  const total = files.reduce((sum, { size }) => sum + size, 0)
  return (
    <section aria-label={words.fileList} className="flex-none px-4 pt-1 pb-3">
      <p className="pb-1.5 text-muted text-s">
        {words.files(files.length)} · {sizeWords(total)}
      </p>
      {/* The server may say what it takes when the files are there already. */}
      <p role="status" className="pb-1.5 text-danger text-s empty:hidden">
        {tooHeavy}
      </p>
      <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        {files.map((file) => (
          <FileChip key={file.key} draftKey={draftKey} file={file} />
        ))}
      </ul>
    </section>
  )
}

function FileChip({ draftKey, file }: { draftKey: string; file: DraftFile }) {
  const { key, filename, contentType, size, progress, problem } = file
  const name = filename || attachmentWords.unnamed
  const isComing = progress !== null && problem === null
  const most = useFileLimit()
  return (
    <li
      className={`relative flex min-w-0 items-center gap-2.5 overflow-hidden rounded-lg border ps-3 ${problem ? 'border-danger' : 'border-line'}`}
    >
      <Icon of={attachmentIcon(contentType)} className="text-muted" />
      <span className="min-w-0 flex-1 py-1.5">
        <FileName name={name} className="font-medium" />
        <span className={`block text-s ${problem ? 'text-danger [overflow-wrap:anywhere]' : 'text-muted'}`}>
          {problem ??
            (isComing
              ? attachmentWords.amount(sizeWords(size * progress), sizeWords(size))
              : sizeWords(size))}
        </span>
      </span>
      {problem && size <= (most ?? size) && (
        <IconButton
          label={words.retryFile(name)}
          icon={RotateCw}
          size={16}
          onClick={() => retryFile(draftKey, key)}
        />
      )}
      <IconButton
        label={isComing ? words.cancelFile(name) : words.removeFile(name)}
        icon={X}
        size={16}
        onClick={({ currentTarget }) => {
          focusBeside(currentTarget)
          removeFile(draftKey, key)
        }}
      />
      {isComing && <Progress label={words.uploading(name)} value={progress} />}
    </li>
  )
}

function Progress({ label, value }: { label: string; value: number }) {
  return (
    <>
      <progress aria-label={label} max={1} value={value} className="sr-only" />
      <span
        aria-hidden="true"
        style={{ width: `${value * 100}%` }}
        className="absolute start-0 bottom-0 h-[3px] bg-accent transition-[width]"
      />
    </>
  )
}
