// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
// biome-ignore-all lint/a11y/useFocusableInteractive: nothing can be done with a row that is not there
'use client'
import { listWords } from '#lib/mail/words/list.ts'

/** The shape of a row that is on its way. */
export function RowSkeleton({ index }: { index: number }) {
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className="flex h-row gap-2 border-line border-b py-3.5 ps-7 pe-3.5"
    >
      <div role="gridcell" className="flex w-full flex-col gap-2">
        <span className="sr-only">{listWords.loading}</span>
        <span className="skeleton h-2.5 w-2/5" />
        <span className="skeleton h-2.5 w-3/5 opacity-80" />
        <span className="skeleton h-2 w-4/5 opacity-60" />
      </div>
    </div>
  )
}
