'use client'
import { Dialog } from '#components/ui/dialog.tsx'
import { SHORTCUTS, type ShortcutName } from '#lib/browser/shortcuts.ts'
import { keyWords } from '#lib/mail/words/keys.ts'

/** The sheet of keys, made from the table that the page listens by. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const names = Object.keys(keyWords.actions) as ShortcutName[]
  return (
    <Dialog title={keyWords.title} onClose={onClose}>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2">
        {names.map((name) => (
          <div key={name} className="contents">
            <dt>{keyWords.actions[name]}</dt>
            <dd className="flex justify-end gap-1.5">
              {SHORTCUTS.filter((shortcut) => shortcut.name === name).map(({ key }) => (
                <kbd
                  key={key}
                  className="rounded-md border border-line bg-page px-2 py-0.5 font-sans text-muted text-s"
                >
                  {keyWords.names[key] ?? key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
