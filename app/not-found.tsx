import { buttonLook } from '#components/ui/button.tsx'
import { DoorMark } from '#components/ui/door-mark.tsx'
import { faultWords } from '#lib/mail/words/faults.ts'

// Made for each request: a page that is built ahead has no nonce, and its scripts would not run.
export const dynamic = 'force-dynamic'

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-page px-6 pt-[max(2rem,18dvh)] pb-8 text-center">
      <DoorMark className="size-11" />
      <h1 className="pt-6 text-title leading-tight font-strong tracking-tight">{faultWords.noPage}</h1>
      <p className="max-w-[44ch] pt-2 pb-6 text-muted">{faultWords.noPageHint}</p>
      <a href="/mail" className={buttonLook('primary')}>
        {faultWords.toMail}
      </a>
    </main>
  )
}
