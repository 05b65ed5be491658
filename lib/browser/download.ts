/** Large downloads: with a bar that says how far they are, and a way to stop them. */
import { MailError } from '#lib/mail/mail-error.ts'
import { attachmentWords } from '#lib/mail/words/attachments.ts'
import { sizeWords } from '#lib/mail/words/message.ts'
import { type LongWork, showLongWork } from './long-work.ts'
import { notify } from './notices.ts'
import { sessionEnded } from './signed-out.ts'

/** A file to fetch. `name`: it is saved under this; `size`: bytes, an estimate will do. */
export type Download = { path: string; name: string; said: string; size: number }

/** Below this the browser's own link is quick enough; above the other nobody holds a file in a tab's memory. */
const LEAST = 8 * 1024 * 1024
const MOST = 1024 * 1024 * 1024

/** True where a bar is worth it, and the file can be held until it is whole. */
export function isLargeDownload({ size }: Pick<Download, 'size'>): boolean {
  return size >= LEAST && size <= MOST
}

type Running = { download: Download; done: number; total: number; stop: AbortController }

const running = new Map<string, Running>()

function show(): void {
  showLongWork(
    'downloads',
    [...running.values()].map(({ download, done, total, stop }): LongWork => {
      const said = attachmentWords.amount(sizeWords(done), sizeWords(total))
      return {
        id: download.path,
        text: attachmentWords.downloading(download.said),
        done,
        total,
        told: said,
        stop: () => stop.abort(),
        stopping: stop.signal.aborted,
      }
    }),
  )
}

/**
 * An answer's bytes as they come. `tell` hears how many there are so far, and of how many: what the server says, else
 * `estimate`, which grows where it was too small.
 * @throws what the stream fails with
 */
export async function readWhole(
  response: Response,
  estimate: number,
  tell: (done: number, total: number) => void,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const said = Number(response.headers.get('X-Content-Length'))
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let done = 0
  const reader = response.body?.getReader()
  for (;;) {
    const piece = await reader?.read()
    if (!piece || piece.done) break
    pieces.push(piece.value)
    done += piece.value.length
    tell(done, Math.max(done, said || estimate))
  }
  if (said > 0 && done !== said) throw new MailError('unavailable')
  return pieces
}

function save(pieces: Uint8Array<ArrayBuffer>[], type: string, name: string): void {
  const address = URL.createObjectURL(new Blob(pieces, { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has to have begun with it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

function sayFailed({ said }: Download, error: unknown): void {
  const isGone = error instanceof MailError && error.code === 'not_found'
  notify({ kind: 'problem', text: isGone ? attachmentWords.gone(said) : attachmentWords.interrupted(said) })
}

/** Fetches a file and saves it when it is whole; pressed again while it runs, it goes on as it is. */
export async function startDownload(download: Download): Promise<void> {
  const { path, name, size } = download
  if (running.has(path)) return
  const work: Running = { download, done: 0, total: size, stop: new AbortController() }
  running.set(path, work)
  show()
  let painted = 0
  try {
    const response = await fetch(path, { signal: work.stop.signal })
    if (response.status === 401) sessionEnded()
    if (!response.ok) throw new MailError(response.status === 404 ? 'not_found' : 'unavailable')
    const pieces = await readWhole(response, size, (done, total) => {
      Object.assign(work, { done, total })
      // A frame or so apart: a fast network brings hundreds of pieces a second.
      if (performance.now() - painted < 50) return
      painted = performance.now()
      show()
    })
    save(pieces, response.headers.get('Content-Type') ?? 'application/octet-stream', name)
  } catch (error) {
    if (!work.stop.signal.aborted) sayFailed(download, error)
  } finally {
    running.delete(path)
    show()
  }
}
