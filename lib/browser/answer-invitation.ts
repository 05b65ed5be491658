/** Answering an invitation: sent once, taken back like any message, and remembered on the message for all devices. */
import type { SendState } from '#lib/api/compose.ts'
import type { MessageId } from '#lib/api/ids.ts'
import type { Invitation, InvitationReply } from '#lib/api/invitation.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { draftWords } from '#lib/mail/words/drafts.ts'
import { replyWords as words } from '#lib/mail/words/invitation-reply.ts'
import { callApi } from './call-api.ts'
import { changeMessages } from './change-messages.ts'
import { useMessage } from './message.ts'
import { notify } from './notices.ts'
import { followSend } from './send-news.ts'
import { offerUndoBy } from './undoable.ts'

export type AnswerStatus = InvitationReply['status']

export const ANSWERS = ['accepted', 'tentative', 'declined'] as const satisfies readonly AnswerStatus[]

/** Keywords that say which answer was given: with `$` (RFC 5788 §3), so that they are taken for no label. */
const KEYWORDS: Record<AnswerStatus, string> = {
  accepted: '$CalAccepted',
  tentative: '$CalTentative',
  declined: '$CalDeclined',
}

/** Which answer was given, on this device or another; null: none yet. */
export function useGivenAnswer(id: MessageId): AnswerStatus | null {
  const flags = useMessage(id).message?.flags ?? []
  return ANSWERS.find((status) => flags.includes(KEYWORDS[status])) ?? null
}

function remember(id: MessageId, given: AnswerStatus | null): void {
  const remove = ANSWERS.filter((status) => status !== given).map((status) => KEYWORDS[status])
  const add = given ? [KEYWORDS[given]] : []
  changeMessages({ kind: 'flag', messages: { ids: [id] }, add, remove })
}

/** Sends an answer to the organiser; what fails is said. `before`: the answer given until now. */
export async function answerInvitation(
  id: MessageId,
  { organizer }: Invitation,
  { status, comment, before }: InvitationReply & { before: AnswerStatus | null },
): Promise<void> {
  remember(id, status)
  try {
    const body = { status, comment }
    const idempotencyKey = crypto.randomUUID()
    const accepted = await callApi('answerInvitation', { params: { id }, body, idempotencyKey })
    const { sentId, undoUntil } = accepted
    const leave = followSend(sentId, (state) => hear(state))
    const hear = ({ status: now, detail }: SendState) => {
      if (now === 'waiting' || now === 'sending') return
      leave()
      if (now === 'failed') failed(id, before, detail ?? '')
    }
    const undo = offerUndoBy(() => {
      leave()
      void takeBack(id, sentId, before)
    })
    const lasts = Math.max(1_000, Date.parse(undoUntil) - Date.now())
    notify({ text: words.sending(organizer?.name || (organizer?.address ?? '')), undo, lasts })
  } catch (error) {
    failed(id, before, error instanceof MailError ? error.detail : String(error))
  }
}

function failed(id: MessageId, before: AnswerStatus | null, why: string): void {
  remember(id, before)
  notify({ text: words.notSent(why), kind: 'problem' })
}

/** Nobody wants to go on writing an answer that was taken back: its draft goes too. */
async function takeBack(id: MessageId, sentId: string, before: AnswerStatus | null): Promise<void> {
  try {
    await callApi('undoSend', { params: { sentId } })
  } catch (error) {
    const why = error instanceof MailError ? error.detail : String(error)
    notify({ text: draftWords.notTaken(why), kind: 'problem' })
    return
  }
  remember(id, before)
  const { draftId } = await callApi('readSend', { params: { sentId } })
  if (draftId !== undefined) await callApi('deleteDraft', { params: { id: draftId } })
}
