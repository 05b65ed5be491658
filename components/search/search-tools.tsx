'use client'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { Pill } from '#components/ui/pill.tsx'
import type { SavedSearch } from '#lib/api/settings.ts'
import { usePlace } from '#lib/browser/place.ts'
import { removeSaved } from '#lib/browser/saved-searches.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { savedAt } from '#lib/mail/saved-searches.ts'
import { savedWords } from '#lib/mail/words/saved-searches.ts'
import { SavedSearchDialog } from './saved-search-dialog.tsx'
import { SearchChips } from './search-chips.tsx'

/** Below the head of a search: what it was understood as, and whether it is one to come back to. */
export function SearchTools() {
  return (
    <div className="flex items-start gap-2 px-3 pb-2.5 pointer-coarse:pb-0">
      <SearchChips />
      <SaveButton />
    </div>
  )
}

function SaveButton() {
  const place = usePlace()
  const saved = savedAt(useSettings().savedSearches, place)
  const [asked, setAsked] = useState<SavedSearch | null>(null)
  const press = () => {
    const folderId = place.everywhere ? 'all' : place.folderId
    if (saved) removeSaved(saved)
    else setAsked({ id: crypto.randomUUID(), name: '', q: place.q, folderId })
  }
  return (
    <>
      <Pill
        pressed={saved !== undefined}
        title={saved?.name}
        onClick={press}
        className="flex-none max-sm:min-w-11 max-sm:justify-center max-sm:px-0!"
      >
        <Icon of={Bookmark} size={14} filled={saved !== undefined} />
        <span className="max-sm:sr-only">{saved ? savedWords.saved : savedWords.save}</span>
      </Pill>
      {asked && <SavedSearchDialog search={asked} onClose={() => setAsked(null)} />}
    </>
  )
}
