'use client'
import { useEffect, useState } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { messageWords } from '#lib/mail/words/message.ts'

const SLOW_MS = 10_000

/** The shape of a message on its way; after ten seconds it says what it is waiting for. */
export function MessageSkeleton() {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={messageWords.loading} className="flex flex-col gap-5">
      <Skeleton className="h-6 w-3/5" />
      <div className="flex items-center gap-3">
        <Skeleton className="size-10 flex-none rounded-full" />
        <div className="flex flex-1 flex-col gap-2">
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3 w-1/4" />
        </div>
      </div>
      <MessageSkeletonText />
      {slow && <p className="text-muted">{messageWords.slow}</p>}
    </div>
  )
}

/** The lines of a body on their way. */
export function MessageSkeletonText() {
  return (
    <div className="flex flex-col gap-3 pt-1">
      {['w-full', 'w-11/12', 'w-full', 'w-4/5', 'w-2/5'].map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: five lines that never change
        <Skeleton key={line} className={`h-3.5 ${width}`} />
      ))}
    </div>
  )
}
