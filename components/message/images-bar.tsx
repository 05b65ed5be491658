'use client'
import { Image } from 'lucide-react'
import dynamic from 'next/dynamic'
import { Icon } from '#components/ui/icon.tsx'
import type { Message } from '#lib/api/messages.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import type { RemoteImages } from './remote-images.ts'

const ImageTrust = dynamic(() => import('./image-trust.tsx').then((module) => module.ImageTrust), {
  ssr: false,
})

type ImagesBarProps = { message: Message; count: number; images: RemoteImages }

/** Says that pictures were left out and why; loads them, through our server, when asked. */
export function ImagesBar({ message, count, images }: ImagesBarProps) {
  if (count === 0) return null
  const { state } = images
  return (
    <div
      className={
        'flex flex-wrap items-center gap-x-1 rounded-card border border-line bg-page py-1 ps-3 pe-1 text-[13px] pointer-coarse:py-0 text-muted'
      }
    >
      <Icon of={Image} className="me-1.5" />
      <p className="min-w-0 flex-1 py-1.5" role="status">
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
      <ImageTrust key={message.id} message={message} images={images} />
    </div>
  )
}
