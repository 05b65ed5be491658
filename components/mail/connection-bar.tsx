'use client'
import { WifiOff } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { useConnection } from '#lib/browser/connection.ts'
import { usePlace } from '#lib/browser/place.ts'
import { useSignedOut } from '#lib/browser/signed-out.ts'
import { networkWords } from '#lib/mail/words/network.ts'

/** Says so while the way to the mail is not open; not where the login dialog says what is to be done. */
export function ConnectionBar() {
  const state = useConnection()
  const signedOut = useSignedOut()
  const { messageId } = usePlace()
  return (
    <div
      role="status"
      // Where the top bar has room: before the star, on the phone before the search or behind the way back.
      className={
        'pointer-events-none fixed inset-x-0 top-[env(safe-area-inset-top)] z-30 flex justify-end sm:pe-28 ' +
        (messageId ? 'max-sm:justify-start max-sm:ps-14' : 'max-sm:pe-14')
      }
    >
      {state !== 'online' && !signedOut && (
        <p className="mt-3.5 flex items-center gap-2 rounded-full border border-line bg-warn px-3 py-1 text-s text-text shadow-raised">
          <Icon of={WifiOff} size={14} />
          {state === 'offline' ? networkWords.offline : networkWords.reconnecting}
        </p>
      )}
    </div>
  )
}
