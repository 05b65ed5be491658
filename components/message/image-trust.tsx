'use client'
import { ChevronDown } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { Menu } from '#components/ui/menu.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { trustSender, useTrustedSenders } from '#lib/browser/trusted-senders.ts'
import { isTrusted, sendersOffered, trustedAs } from '#lib/mail/trusted-sender.ts'
import { identityWords } from '#lib/mail/words/identity.ts'
import type { RemoteImages } from './remote-images.ts'

type ImageTrustProps = { message: Message; images: RemoteImages }

/** The menu that trusts a message's sender; for a message of one who is trusted it loads the images at once. */
export function ImageTrust({ message, images }: ImageTrustProps) {
  const trusted = useTrustedSenders()
  const loads = trusted !== undefined && isTrusted(message, trusted)
  const offered = sendersOffered(message).filter((sender) => !trusted?.has(sender))
  useLoadOnce(message.id, loads && images.state === 'blocked', images.load)

  const claimed = trusted && !loads ? trustedAs(message, trusted) : null
  if (claimed && images.state === 'blocked')
    return <p className="basis-full pb-2 ps-7 pe-2">{identityWords.unverified(claimed)}</p>
  if (!trusted || offered.length === 0 || images.state === 'shown') return null
  const items = offered.map((sender) => ({
    label: identityWords.alwaysFrom(sender),
    onSelect: () => {
      images.load()
      void trustSender(sender)
    },
  }))
  return <Menu label={identityWords.alwaysMenu} icon={ChevronDown} items={items} />
}

/** Before the next paint, and once a message: where loading failed, the person decides. */
function useLoadOnce(id: MessageId, wanted: boolean, load: () => void): void {
  const done = useRef<MessageId | null>(null)
  useLayoutEffect(() => {
    if (!wanted || done.current === id) return
    done.current = id
    load()
  }, [id, wanted, load])
}
