/** Every way to begin a message: a new one, an answer, a forward, a draft that is gone on with. */
import type { Draft } from '#lib/api/compose.ts'
import type { MessageId } from '#lib/api/ids.ts'
import type { Attachment, Message } from '#lib/api/messages.ts'
import {
  type Begun,
  editAsNew,
  forward,
  forwardAsFile,
  replyTo,
  replyToAll,
} from '#lib/mail/answer-message.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { draftOfMailto } from '#lib/mail/mailto.ts'
import { answeringSender } from '#lib/mail/own-address.ts'
import { answeringWords as words } from '#lib/mail/words/answering.ts'
import { partFile } from './attach-from.ts'
import { beginDraft, resumeDraft } from './begin-draft.ts'
import { openWindow } from './compose-windows.ts'
import { mailState } from './mail-state.ts'
import { readMessageOnce } from './message.ts'
import { notify } from './notices.ts'
import { ownAddresses } from './own-addresses.ts'
import { knownSession } from './session.ts'
import { settingsNow } from './settings.ts'

/** What can be begun from a message. */
export const ANSWERS = {
  reply: (message: Message) => replyTo(message, ownAddresses()),
  replyAll: (message: Message) => replyToAll(message, ownAddresses()),
  forward: (message: Message) => forward(message),
  forwardAsFile,
  editAsNew,
} satisfies Record<string, (message: Message) => Begun>

export type AnswerName = keyof typeof ANSWERS

const EMPTY: Draft = { to: [], cc: [], bcc: [], subject: '', text: '', html: null, attachments: [] }

/** Opens an empty message, or one that has something in it already. */
export function writeNew(draft: Partial<Draft> = {}): void {
  openWindow(beginDraft({ draft: { ...EMPTY, ...draft } }))
}

/** Opens an empty message with a part of another one. */
export function writeWith(id: MessageId, part: Attachment): void {
  openWindow(beginDraft({ draft: EMPTY, files: [partFile(id, part)] }))
}

/** Opens a message to whom a `mailto:` names. */
export function writeTo(link: string): void {
  writeNew(draftOfMailto(link) ?? {})
}

/** Opens an answer to a message, or what else begins with it. @throws Error said already: it can't be read */
export async function answer(name: AnswerName, id: MessageId): Promise<void> {
  const message = await said(words.notOpened, readMessageOnce(id))
  const begun = ANSWERS[name](message)
  const from = answeringSender(message, settingsNow().identities, knownSession(mailState())?.username ?? '')
  openWindow(beginDraft(from ? { ...begun, draft: { ...begun.draft, from } } : begun))
}

/** Opens a draft of the Drafts folder. @throws Error said already: it can't be read */
export async function goOnWriting(id: MessageId): Promise<void> {
  openWindow(await said(words.notResumed, resumeDraft(id)))
}

function said<Value>(problem: string, coming: Promise<Value>): Promise<Value> {
  return coming.catch((error: unknown) => {
    // Another tab has it, or a newer version stands in its place: that is a sentence of its own.
    const isPlain = error instanceof MailError && error.code === 'conflict'
    notify({ text: isPlain ? error.detail : problem, kind: 'problem' })
    throw error
  })
}
