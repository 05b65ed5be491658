'use client'
import { ChevronDown } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { Menu } from '#components/ui/menu.tsx'
import type { Address } from '#lib/api/messages.ts'
import { changeSender } from '#lib/browser/open-drafts.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { writeDraft } from '#lib/browser/write-draft.ts'
import { writtenPerson } from '#lib/mail/recipient-chips.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'

/** As whom one writes; not there where there is nothing to choose. */
export function FromField({ draftKey, from }: { draftKey: string; from: Address | undefined }) {
  const { identities } = useSettings()
  const senders = identities.map(({ name, address }) => ({ name, address }))
  const isKnown = (one: Address) => senders.some(({ address }) => address === one.address)
  // An answer to a plus-address comes from it, though it is no identity of its own.
  const all = from && !isKnown(from) ? [from, ...senders] : senders
  const chosen = from ?? all[0]
  if (all.length < 2 || !chosen) return null
  const choose = (sender: Address) => {
    const identity = identities.find(({ address }) => address === sender.address)
    if (identity) changeSender(draftKey, identity)
    else writeDraft(draftKey, { from: sender })
  }
  return (
    <div className="flex flex-none items-center gap-2 border-line border-b ps-4 pe-2">
      <span aria-hidden="true" className="w-9 flex-none text-muted">
        {words.from}
      </span>
      <Menu
        label={`${words.from}: ${writtenPerson(chosen)}`}
        align="start"
        className="flex h-10 min-w-0 max-w-full items-center gap-1 rounded-md px-1 outline-offset-[-2px] outline-focus hover:bg-hover focus-visible:outline-2 pointer-coarse:h-11"
        items={all.map((sender) => ({
          label: writtenPerson(sender),
          checked: sender.address === chosen.address,
          onSelect: () => choose(sender),
        }))}
      >
        <span className="sr-only">{words.from}: </span>
        <bdi className="truncate">{writtenPerson(chosen)}</bdi>
        <Icon of={ChevronDown} size={14} />
      </Menu>
    </div>
  )
}
