'use client'
import { Dialog } from '#components/ui/dialog.tsx'
import { searchWords } from '#lib/mail/words/search.ts'

/** What can be typed into the search field. */
export function SearchHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={searchWords.title} description={searchWords.hint} onClose={onClose}>
      <dl
        tabIndex={0}
        aria-label={searchWords.title}
        className="-mx-2 max-h-[60dvh] divide-y divide-line overflow-y-auto px-2 outline-focus"
      >
        {searchWords.help.map(({ examples, finds }) => (
          <div key={finds} className="flex items-baseline justify-between gap-4 py-1.5">
            <dt className="flex flex-wrap gap-x-3 gap-y-1">
              {examples.map((example) => (
                <code key={example} className="rounded bg-page px-1.5 py-0.5 font-mono text-s">
                  {example}
                </code>
              ))}
            </dt>
            <dd className="flex-none text-end text-muted text-s max-sm:flex-initial">{finds}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
