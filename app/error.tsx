'use client'
import { Button } from '#components/ui/button.tsx'
import { DoorMark } from '#components/ui/door-mark.tsx'
import { faultWords } from '#lib/mail/words/faults.ts'

/** What is shown in the place of a page that failed. The mail itself is where it was. */
export default function PageFailed({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-page px-6 pt-[max(2rem,18dvh)] pb-8 text-center">
      <DoorMark className="size-11" />
      <h1 className="pt-6 text-title leading-tight font-strong tracking-tight">{faultWords.failed}</h1>
      <p className="max-w-[44ch] pt-2 pb-6 text-muted">{faultWords.failedHint}</p>
      <Button kind="primary" onClick={reset}>
        {faultWords.again}
      </Button>
    </main>
  )
}
