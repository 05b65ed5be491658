/** One file on its way to the server. `fetch` tells no progress of what it sends: XMLHttpRequest does. */
import { Upload } from '#lib/api/compose.ts'
import { Problem } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { networkWords } from '#lib/mail/words/network.ts'
import { sessionEnded } from './signed-out.ts'
import { thisTab } from './this-tab.ts'

export type UploadOptions = { filename: string; signal: AbortSignal; onProgress: (share: number) => void }

/**
 * Uploads a file. `onProgress` is told the share that has left, 0 to 1.
 * @throws MailError too_large, over_quota, unauthenticated, unavailable …; an AbortError where it was stopped
 */
export function uploadFile(file: Blob, { filename, signal, onProgress }: UploadOptions): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/uploads?filename=${encodeURIComponent(filename)}`)
    request.responseType = 'json'
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.setRequestHeader('Postern-Tab', thisTab())
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const upload = Upload.safeParse(request.response)
      if (request.status === 201 && upload.success) return resolve(upload.data)
      if (request.status === 401) sessionEnded()
      reject(problemOf(request.response))
    }
    request.onerror = () =>
      reject(new MailError('unavailable', { detail: networkWords.unreachable, cause: new TypeError() }))
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function problemOf(answer: unknown): MailError {
  const problem = Problem.safeParse(answer)
  if (!problem.success) return new MailError('unavailable')
  return new MailError(problem.data.code, { detail: problem.data.detail })
}
