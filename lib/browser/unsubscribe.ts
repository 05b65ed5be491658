/** Leaving a list: asked for by a person, and remembered for as long as the tab lives. */
import type { MessageId } from '#lib/api/ids.ts'
import { callApi } from './call-api.ts'
import { externalStore, useExternalStore } from './external-store.ts'

const asked = externalStore<ReadonlySet<MessageId>>(new Set())

/** True once this message's list was asked. */
export function useUnsubscribed(id: MessageId): boolean {
  return useExternalStore(asked).has(id)
}

/** Lets the server send the one request. @throws MailError: it was not sent, or not accepted */
export async function unsubscribe(id: MessageId): Promise<void> {
  await callApi('unsubscribe', { params: { id } })
  asked.set(new Set([...asked.get(), id]))
}
