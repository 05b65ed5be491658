/** The raw source of a message, for reading: its beginning, as text. */
import type { MessageId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { pathOf } from './call-api.ts'
import { sessionEnded } from './signed-out.ts'

/** Where the whole source can be downloaded. */
export function sourcePath(id: MessageId): string {
  return pathOf('/api/messages/:id/source', { params: { id } })
}

/**
 * Reads at most `most` bytes; the rest is not fetched. Bytes that are no UTF-8 show as U+FFFD.
 * @throws MailError `unauthenticated`, `not_found` or `unavailable`; an AbortError passes through
 */
export async function readSource(
  id: MessageId,
  most: number,
  signal: AbortSignal,
): Promise<{ text: string; cut: boolean }> {
  const response = await fetch(sourcePath(id), { signal })
  if (response.status === 401) sessionEnded()
  if (!response.ok || !response.body) throw new MailError(codeOf(response.status))
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { text: text + decoder.decode(), cut: false }
    text += decoder.decode(value.subarray(0, most - bytes), { stream: true })
    bytes += value.length
    if (bytes <= most) continue
    await reader.cancel()
    return { text, cut: true }
  }
}

function codeOf(status: number): 'unauthenticated' | 'not_found' | 'unavailable' {
  if (status === 401) return 'unauthenticated'
  return status === 404 || status === 409 ? 'not_found' : 'unavailable'
}
