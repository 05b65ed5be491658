'use client'
import { Image } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { messageWords } from '#lib/mail/words/message.ts'
import type { RemoteImages } from './remote-images.ts'

/** Says that pictures were left out and why; loads them, through our server, when asked. */
export function ImagesBar({ count, images }: { count: number; images: RemoteImages }) {
  if (count === 0) return null
  const { state } = images
  return (
    <div
      className={
        'flex items-center gap-2.5 rounded-card border border-line bg-page py-1 ps-3 pe-1 text-[13px] pointer-coarse:py-0 text-muted'
      }
    >
      <Icon of={Image} />
      <p className="flex-1 py-1.5" role="status">
        {state === 'failed' && messageWords.imagesFailed}
        {state === 'shown' && messageWords.imagesMissing(count)}
        {(state === 'blocked' || state === 'loading') && (
          <>
            <span className="sm:hidden">{messageWords.imagesBlockedShort(count)}</span>
            <span className="max-sm:hidden">{messageWords.imagesBlocked(count)}</span>
          </>
        )}
      </p>
      {state !== 'shown' && (
        <button
          type="button"
          disabled={state === 'loading'}
          onClick={images.load}
          className="h-9 flex-none rounded-lg px-2.5 font-semibold text-accent hover:bg-hover pointer-coarse:h-11"
        >
          {state === 'loading' ? messageWords.loadingImages : messageWords.loadImages}
        </button>
      )}
    </div>
  )
}
