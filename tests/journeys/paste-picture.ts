import type { Locator } from '@playwright/test'
import { ONE_PIXEL } from '#tests/servers/eml.ts'

/** Pastes a picture, as from a screen shot. */
export async function pastePicture(into: Locator): Promise<void> {
  await into.evaluate(
    (element, bytes) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'shot.png', { type: 'image/png' }))
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [...ONE_PIXEL],
  )
}
