'use client'
import { useEffect } from 'react'
import { treeText } from '#lib/browser/tree-text.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { MessageSkeletonText } from './message-skeleton.tsx'
import { prepareSanitiser, useSanitiser } from './sanitiser.ts'
import { TextBody } from './text-body.tsx'

const NO_IMAGES = { parts: new Map<string, string>(), proxied: new Map<string, string>() }

/** An HTML body that came without a text of its own, read as text. Nothing of it is loaded or laid out. */
export function HtmlAsText({ html, forwards }: { html: string; forwards: boolean }) {
  const { sanitiser, failed } = useSanitiser()
  useEffect(prepareSanitiser, [])
  if (failed) return <p role="alert">{messageWords.cannotShow}</p>
  if (!sanitiser) return <MessageSkeletonText />
  const text = treeText(sanitiser(html, window, NO_IMAGES).root)
  if (!text) return <p className="text-muted">{messageWords.empty}</p>
  return <TextBody text={text} forwards={forwards} />
}
