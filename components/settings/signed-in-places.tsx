'use client'
import { Monitor, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { SessionList } from '#lib/api/session.ts'
import { callApi } from '#lib/browser/call-api.ts'
import { FirstNow, useClock } from '#lib/browser/clock.ts'
import { signOut } from '#lib/browser/sign-out.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { isHandheld, programName } from '#lib/mail/user-agent.ts'
import { exactDate, fullDate } from '#lib/mail/words/dates.ts'
import { settingsWords } from '#lib/mail/words/settings.ts'

export type Place = SessionList['sessions'][number]

/** Everywhere this account is signed in, each with its way out. */
export function SignedInPlaces({ first, firstNow }: { first: readonly Place[]; firstNow: string }) {
  const [places, setPlaces] = useState(first)
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const others = places.filter(({ current }) => !current)

  const leave = async (leaving: readonly Place[], done: string) => {
    setBusy(true)
    setSaid('')
    try {
      for (const place of leaving) {
        await endPlace(place)
        setPlaces((left) => left.filter(({ id }) => id !== place.id))
      }
      setSaid(done)
    } catch (error) {
      setSaid(settingsWords.failed((error as Error).message))
    }
    setBusy(false)
  }
  return (
    <FirstNow value={firstNow}>
      <ul className="flex flex-col divide-y divide-line">
        {places.map((place) => (
          <PlaceLine
            key={place.id}
            place={place}
            busy={busy}
            onSignOut={() => void leave([place], settingsWords.signedOutOne(programName(place.userAgent)))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="min-h-5 text-muted">
          {said || (others.length === 0 ? settingsWords.onlyHere : '')}
        </p>
        {others.length > 0 && (
          <Button
            busy={busy}
            onClick={() => void leave(others, settingsWords.signedOutOthers(others.length))}
          >
            {settingsWords.signOutOthers}
          </Button>
        )}
      </div>
    </FirstNow>
  )
}

function PlaceLine({ place, busy, onSignOut }: { place: Place; busy: boolean; onSignOut: () => void }) {
  const { now, timeZone } = useClock()
  const name = programName(place.userAgent)
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0">
      <Icon of={isHandheld(place.userAgent) ? Smartphone : Monitor} className="text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium" title={place.userAgent}>
          {name}
          {place.current && (
            <span className="rounded-full bg-selected px-2 py-0.5 text-xs font-semibold text-accent">
              {settingsWords.thisDevice}
            </span>
          )}
        </p>
        <p className="text-s text-muted">
          <bdi>{place.address}</bdi> ·{' '}
          <time dateTime={place.lastSeenAt} title={exactDate(place.lastSeenAt, timeZone)}>
            {settingsWords.lastUsed(fullDate(place.lastSeenAt, now, timeZone))}
          </time>
        </p>
      </div>
      <Button
        busy={busy}
        aria-label={settingsWords.signOutOf(place.current ? settingsWords.thisDevice : name)}
        onClick={onSignOut}
      >
        {settingsWords.signOut}
      </Button>
    </li>
  )
}

/** Ends a session; this one by signing out, which leaves the page. One that has ended already is as wished. */
async function endPlace({ id, current }: Place): Promise<void> {
  if (current) return signOut()
  try {
    await callApi('revokeSession', { params: { sid: id } })
  } catch (error) {
    if (!(error instanceof MailError && error.code === 'not_found')) throw error
  }
}
