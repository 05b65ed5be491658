'use client'
import {
  Archive,
  Copy,
  Ellipsis,
  FolderInput,
  Mail,
  MailOpen,
  Maximize2,
  ShieldCheck,
  Tag,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import type { Message } from '#lib/api/messages.ts'
import { askLabels } from '#lib/browser/ask-labels.ts'
import { useIsOfRole } from '#lib/browser/folders.ts'
import { useForbidden } from '#lib/browser/forbidden.ts'
import { useKeepsLabels } from '#lib/browser/kept-keywords.ts'
import {
  archive,
  copySomewhere,
  markJunk,
  markRead,
  moveSomewhere,
  oneMessage,
  remove,
} from '#lib/browser/message-actions.ts'
import { openMessage } from '#lib/browser/place.ts'
import { conversationWords } from '#lib/mail/words/conversation.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { useMenuItems } from './message-menu.ts'

/** What is looked at of a message, over the page. */
export type Dialog = { kind: 'headers' | 'source'; of: Message }

type MemberMenuProps = {
  message: Message
  /** It is the one that was opened. */
  opened: boolean
  onDialog: (dialog: Dialog) => void
}

/** What can be done with one message of a conversation, whatever the toolbar is about. */
export function MemberMenu({ message, opened, onDialog }: MemberMenuProps) {
  const acts = useActs(message)
  const ways = useMenuItems(message, {
    onHeaders: () => onDialog({ kind: 'headers', of: message }),
    onSource: () => onDialog({ kind: 'source', of: message }),
    answers: true,
  })
  const open: MenuItem = {
    label: conversationWords.openThis,
    icon: Maximize2,
    onSelect: () => openMessage(message.id),
  }
  return (
    <Menu
      label={conversationWords.actions}
      icon={Ellipsis}
      items={[...(opened ? [] : [open, 'line' as const]), ...acts, 'line', ...ways]}
    />
  )
}

function useActs({ id, folderId, flags }: Message): MenuItem[] {
  const forbidden = useForbidden(folderId)
  const fixed = forbidden('take')
  const isJunk = useIsOfRole('junk', folderId)
  const keeps = useKeepsLabels(folderId)
  const one = oneMessage(id)
  const read = flags.includes('\\Seen')
  return [
    { label: messageWords.archive, icon: Archive, forbidden: fixed, onSelect: () => void archive(one) },
    { label: messageWords.delete, icon: Trash2, forbidden: fixed, onSelect: () => void remove(one) },
    {
      label: isJunk ? messageWords.notJunk : messageWords.junk,
      icon: isJunk ? ShieldCheck : TriangleAlert,
      forbidden: fixed,
      onSelect: () => void markJunk(one, !isJunk),
    },
    {
      label: read ? messageWords.unread : messageWords.read,
      icon: read ? Mail : MailOpen,
      forbidden: forbidden('seen'),
      onSelect: () => markRead(one, !read),
    },
    {
      label: messageWords.move,
      icon: FolderInput,
      forbidden: fixed,
      onSelect: () => void moveSomewhere(one),
    },
    { label: messageWords.copy, icon: Copy, onSelect: () => void copySomewhere(one) },
    {
      label: messageWords.label,
      icon: Tag,
      forbidden: keeps ? undefined : labelWords.notHere,
      onSelect: () => askLabels(one),
    },
  ]
}
