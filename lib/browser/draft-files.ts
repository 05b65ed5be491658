/** Files of messages that are being written: three at a time on their way to the server, each with its progress. */
import { useMemo } from 'react'
import type { AttachmentRef } from '#lib/api/compose.ts'
import type { AttachedFile } from '#lib/mail/answer-message.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { draftWords as words } from '#lib/mail/words/drafts.ts'
import { sizeWords } from '#lib/mail/words/message.ts'
import { callApi } from './call-api.ts'
import { draftHere, useOpenDrafts } from './drafts-here.ts'
import { externalStore, useExternalStore } from './external-store.ts'
import { forgetFile, keepFile, keptFile } from './kept-drafts.ts'
import { mailState } from './mail-state.ts'
import type { OpenDraft, OpenFile } from './open-draft.ts'
import { knownSession, learnLimits, useSession } from './session.ts'
import { uploadFile } from './upload-file.ts'
import { writeFiles } from './write-draft.ts'

/** A file as it is shown. `progress` is the share that is uploaded (0 to 1), null where nothing is on its way. */
export type DraftFile = OpenFile & { progress: number | null; problem: string | null }

type Going = { progress: number | null; problem: string | null }
type Waiting = { draft: string; file: OpenFile; bytes: Blob; stop: AbortController }

const AT_ONCE = 3
/** All files together may be so many times as large as the largest one (lib/server/compose/attached-files.ts). */
const TOGETHER = 2

const goings = externalStore<ReadonlyMap<string, Going>>(new Map())
const waiting: Waiting[] = []
const running = new Map<string, Waiting>()
/** The bytes of what could not be uploaded yet. */
const bytesOf = new Map<string, Blob>()

function going(key: string, now: Going | null): void {
  const next = new Map(goings.get())
  if (now) next.set(key, now)
  else next.delete(key)
  goings.set(next)
}

/** The files of a draft, in order. */
export function useDraftFiles(key: string): DraftFile[] {
  const files = useOpenDrafts().get(key)?.files
  const all = useExternalStore(goings)
  return useMemo(
    () => (files ?? []).map((file) => ({ ...file, ...stateOf(file, all.get(file.key)) })),
    [files, all],
  )
}

function stateOf({ ref }: OpenFile, now: Going | undefined): Going {
  if (now) return now
  return { progress: null, problem: ref ? null : words.fileGone }
}

/** Bytes of a file on their way: base64, in lines of 76 letters (RFC 2045 §6.8). */
function asSent(bytes: number): number {
  return (bytes * 78) / 57
}

const letters = new TextEncoder()

/** Bytes of a letter's files and its text, which goes out as plain text too where it is rich. */
function weightOf({ draft: { text, html }, quotedHtml, files }: OpenDraft): number {
  const rich = `${html ?? ''}${quotedHtml ?? ''}`
  const words = letters.encode(html === null ? text : rich).length
  return files.reduce((sum, { size }) => sum + size, 0) + (html === null ? words : 2 * words)
}

/** Why a letter can't be sent as it stands, for all that its files may be so large each, or null. */
function tooHeavy(bytes: number, most: number | undefined): string | null {
  return most !== undefined && asSent(bytes) > most ? words.messageTooLarge(sizeWords(most)) : null
}

/** Why a letter is too large for the server that sends it, or null. What is not attached, and says why, does not count. */
export function useTooHeavy(key: string): string | null {
  const open = useOpenDrafts().get(key)
  const files = useDraftFiles(key)
  const most = useSession()?.limits.maxMessageBytes
  return useMemo(() => {
    if (!open || most === undefined) return null
    return tooHeavy(weightOf({ ...open, files: files.filter(({ problem }) => problem === null) }), most)
  }, [open, files, most])
}

/** Why a file can't be attached, or null. */
function tooLarge(draft: string, size: number, itself?: string): string | null {
  const limits = knownSession(mailState())?.limits
  if (limits === undefined) return null
  const { maxUploadBytes: most, maxMessageBytes } = limits
  if (size > most) return words.fileTooLarge(sizeWords(most))
  const open = draftHere(draft)
  const others = (open?.files ?? []).filter(({ key }) => key !== itself)
  const files = others.reduce((sum, file) => sum + file.size, size)
  if (files > TOGETHER * most) return words.filesTooLarge(sizeWords(TOGETHER * most))
  return tooHeavy((open ? weightOf({ ...open, files: others }) : 0) + size, maxMessageBytes)
}

/**
 * Attaches files, and begins to upload them. `inline`: they stand in the text, as `cid:` and their content id.
 * @returns the new files
 */
export function attachFiles(
  draft: string,
  files: readonly File[],
  { inline = false }: { inline?: boolean } = {},
): OpenFile[] {
  learnLimits()
  return files.map((bytes) => {
    const file = fileOf(bytes, inline)
    const problem = tooLarge(draft, bytes.size)
    bytesOf.set(file.key, bytes)
    going(file.key, { progress: problem === null ? 0 : null, problem })
    writeFiles(draft, (before) => [...before, file])
    if (problem === null) {
      keepFile(file.key, bytes).catch((error: unknown) => console.warn('A file is not kept here.', error))
      enqueue(draft, file, bytes)
    }
    return file
  })
}

/** Attaches what lies in the mailbox. @returns why not, or null */
export function attachStored(draft: string, stored: AttachedFile): string | null {
  const problem = tooLarge(draft, stored.size)
  if (problem !== null) return problem
  const file = { ...stored, key: crypto.randomUUID(), inline: false, contentId: null }
  writeFiles(draft, (before) => [...before, file])
  return null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: no control character is part of any name
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

function fileOf({ name, type, size }: File, inline: boolean): OpenFile {
  const key = crypto.randomUUID()
  const filename = name.replaceAll(CONTROLS, '').slice(-400)
  const contentId = inline ? `${key}@postern` : null
  return {
    key,
    filename,
    contentType: type || 'application/octet-stream',
    size,
    inline,
    contentId,
    ref: null,
  }
}

function enqueue(draft: string, file: OpenFile, bytes: Blob): void {
  going(file.key, { progress: 0, problem: null })
  waiting.push({ draft, file, bytes, stop: new AbortController() })
  next()
}

function next(): void {
  while (running.size < AT_ONCE) {
    const first = waiting.shift()
    if (!first) return
    running.set(first.file.key, first)
    void upload(first).finally(() => {
      running.delete(first.file.key)
      next()
    })
  }
}

async function upload({ draft, file, bytes, stop }: Waiting): Promise<void> {
  const { key, filename } = file
  try {
    const onProgress = (progress: number) => going(key, { progress, problem: null })
    const { id } = await uploadFile(bytes, { filename, signal: stop.signal, onProgress })
    uploaded(draft, key, { uploadId: id })
  } catch (error) {
    if (stop.signal.aborted) return
    going(key, { progress: null, problem: error instanceof MailError ? error.detail : words.fileFailed })
  }
}

function uploaded(draft: string, key: string, ref: AttachmentRef & { uploadId: string }): void {
  const isWanted = draftHere(draft)?.files.some((file) => file.key === key)
  if (isWanted)
    writeFiles(draft, (files) => files.map((file) => (file.key === key ? { ...file, ref } : file)))
  going(key, null)
  bytesOf.delete(key)
  forgetFile(key).catch(console.warn)
  if (!isWanted) callApi('deleteUpload', { params: { id: ref.uploadId } }).catch(console.warn)
}

/** Takes a file away; one that is on its way is stopped. */
export function removeFile(draft: string, key: string): void {
  const at = waiting.findIndex(({ file }) => file.key === key)
  if (at >= 0) waiting.splice(at, 1)
  running.get(key)?.stop.abort()
  const ref = draftHere(draft)?.files.find((file) => file.key === key)?.ref
  writeFiles(draft, (files) => files.filter((file) => file.key !== key))
  going(key, null)
  bytesOf.delete(key)
  forgetFile(key).catch(console.warn)
  if (ref && 'uploadId' in ref) callApi('deleteUpload', { params: { id: ref.uploadId } }).catch(console.warn)
}

/** Tries an upload again. */
export function retryFile(draft: string, key: string): void {
  const file = draftHere(draft)?.files.find((other) => other.key === key)
  const bytes = bytesOf.get(key)
  if (!file || !bytes || running.has(key) || waiting.some((other) => other.file.key === key)) return
  const problem = tooLarge(draft, bytes.size, key)
  if (problem === null) enqueue(draft, file, bytes)
  else going(key, { progress: null, problem })
}

/** After a reload: what was not uploaded yet goes on, where its bytes were kept. */
export function resumeUploads(draft: string): void {
  for (const file of draftHere(draft)?.files ?? []) {
    if (file.ref) continue
    keptFile(file.key)
      .then((bytes) => {
        if (bytes) bytesOf.set(file.key, bytes)
        if (bytes) enqueue(draft, file, bytes)
      })
      .catch(console.warn)
  }
}

function whereabouts(draft: string): 'all there' | 'on the way' | 'failed' {
  const missing = (draftHere(draft)?.files ?? []).filter(({ ref }) => !ref)
  if (missing.length === 0) return 'all there'
  const isFailed = missing.some((file) => stateOf(file, goings.get().get(file.key)).problem !== null)
  return isFailed ? 'failed' : 'on the way'
}

/** Waits until nothing of a draft is on its way any more. @returns whether the server has every file */
export function filesArrived(draft: string): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const state = whereabouts(draft)
      if (state === 'on the way') return
      leave()
      resolve(state === 'all there')
    }
    const leave = goings.subscribe(look)
    look()
  })
}
