'use client'
import { Pill } from '#components/ui/pill.tsx'
import { go, usePlace } from '#lib/browser/place.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { foundWords } from '#lib/mail/words/search-found.ts'

/** `total`: null while nobody knows; `sofar`: what a search has found that still runs, null where none does. */
type FoundProps = { total: number | null; sofar: number | null }

/** Where a search looks, and how much it found. */
export function SearchFound({ total, sofar }: FoundProps) {
  const found = total === null ? listWords.loading : foundWords.results(total)
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5 max-sm:basis-auto">
      <SearchScope />
      <p className="text-muted text-s" role="status">
        {sofar === null ? found : foundWords.resultsSoFar(sofar)}
      </p>
    </div>
  )
}

function SearchScope() {
  const place = usePlace()
  const choose = (everywhere: boolean) => go({ ...place, messageId: null, everywhere }, { replace: true })
  return (
    <fieldset className="flex items-center gap-1.5">
      <legend className="sr-only">{foundWords.searchIn}</legend>
      <Pill pressed={!place.everywhere} onClick={() => choose(false)}>
        {foundWords.here}
      </Pill>
      <Pill pressed={place.everywhere} onClick={() => choose(true)}>
        {foundWords.everywhere}
      </Pill>
    </fieldset>
  )
}
