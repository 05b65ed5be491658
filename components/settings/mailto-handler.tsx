'use client'
import { useState, useSyncExternalStore } from 'react'
import { Button } from '#components/ui/button.tsx'
import { handlesMailtos, offerForMailtos } from '#lib/browser/mailto-links.ts'
import { identitiesWords as words } from '#lib/mail/words/identities.ts'

const never = () => () => undefined

/** Addresses on any page are written to here, where the browser lets pages ask for that: it asks the person itself. */
export function MailtoHandler() {
  const isPossible = useSyncExternalStore(never, handlesMailtos, () => false)
  const [asked, setAsked] = useState(false)
  if (!isPossible) return null
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-40 max-sm:basis-full">
        <p className="font-medium">{words.mailLinks}</p>
        <p role="status" className="text-muted text-s">
          {asked ? words.mailLinksAsked : words.mailLinksHint}
        </p>
      </div>
      <Button
        onClick={() => {
          offerForMailtos()
          setAsked(true)
        }}
      >
        {words.mailLinksHere}
      </Button>
    </div>
  )
}
