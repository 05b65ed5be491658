/** Which remote images a session may load: addresses are signed, so that a mail can't name one by itself. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ImageConsent, ImagePaths } from '#lib/api/messages.ts'
import { config } from '#lib/server/config/config.ts'
import type { SignedIn } from '#lib/server/session/session.ts'

function signature(secret: string, sid: string, url: string): Buffer {
  const key = createHmac('sha256', secret).update('postern image address').digest()
  return createHmac('sha256', key).update(`${sid}\0${url}`).digest()
}

/** True where `sig` was made here for this session and this address. */
export function isSigned(sid: string, url: string, sig: string): boolean {
  const given = Buffer.from(sig, 'base64url')
  // Another spelling of the same bytes is another signature.
  if (given.toString('base64url') !== sig) return false
  return config().sessionSecrets.some((secret) => {
    const wanted = signature(secret, sid, url)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  })
}

function isWebAddress(url: string): boolean {
  const parsed = URL.parse(url)
  return (
    parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === ''
  )
}

/**
 * `POST /api/messages/:id/images`: the paths through which this session may load these images. Addresses
 * that are none of the web are left out. The person's word is enough: nothing is fetched yet.
 */
export async function allowRemoteImages({
  signedIn,
  body,
}: {
  signedIn: SignedIn
  body: ImageConsent
}): Promise<ImagePaths> {
  const [newest = ''] = config().sessionSecrets
  const pairs = body.urls.filter(isWebAddress).map((url) => {
    const sig = signature(newest, signedIn.sid, url).toString('base64url')
    return [url, `/api/image?${new URLSearchParams({ url, sig })}`] as const
  })
  return { proxied: Object.fromEntries(pairs) }
}
