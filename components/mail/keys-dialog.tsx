'use client'
import { useState } from 'react'
import { KeyList, SingleKeysSwitch } from '#components/settings/key-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useCanSend } from '#lib/browser/session.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { keyWords } from '#lib/mail/words/keys.ts'

/** The sheet of keys, and where they are turned off. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const [choosing, setChoosing] = useState(false)
  const { keys } = useSettings()
  return (
    <Dialog title={keyWords.title} onClose={onClose} wide>
      <KeyList choosing={choosing} writes={useCanSend()} />
      <footer className="flex flex-wrap items-center justify-between gap-3 border-line border-t pt-3">
        <SingleKeysSwitch />
        {keys && (
          <Button onClick={() => setChoosing(!choosing)}>
            {choosing ? keyWords.chosen : keyWords.choose}
          </Button>
        )}
      </footer>
    </Dialog>
  )
}
