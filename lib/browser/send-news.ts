/** What the server says of messages on their way, to whoever follows one. */
import type { SendState } from '#lib/api/compose.ts'

const followers = new Map<string, (state: SendState) => void>()

/** Follows one send; the answer ends that. */
export function followSend(sentId: string, hear: (state: SendState) => void): () => void {
  followers.set(sentId, hear)
  return () => followers.delete(sentId)
}

/** The stream said it. */
export function learnSend({ sentId, ...state }: SendState & { sentId: string }): void {
  followers.get(sentId)?.(state)
}
