/** Credentials under the cookie's key: AES-256-GCM, bound to their session. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import * as z from 'zod'

/** What a session needs to log in. `server`: a configured server's id, or where a named one listens. */
export const Secret = z.strictObject({
  username: z.string(),
  password: z.string(),
  server: z.union([
    z.strictObject({ id: z.string() }),
    z.strictObject({
      host: z.string(),
      port: z.number(),
      security: z.enum(['tls', 'starttls']),
    }),
  ]),
})
export type Secret = z.infer<typeof Secret>

const NONCE = 12
const TAG = 16

/** → nonce, tag, ciphertext. `key` is 32 bytes; `sid` is authenticated beside it. */
export function sealSecret(secret: Secret, key: Uint8Array, sid: string): Uint8Array {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  cipher.setAAD(Buffer.from(sid))
  const text = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

/** The way back, or null where key, session and bytes don't belong together. */
export function openSecret(sealed: Uint8Array, key: Uint8Array, sid: string): Secret | null {
  const bytes = Buffer.from(sealed)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAAD(Buffer.from(sid))
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
    const text = decipher.update(bytes.subarray(NONCE + TAG), undefined, 'utf8') + decipher.final('utf8')
    return Secret.parse(JSON.parse(text))
  } catch {
    return null // wrong key or changed bytes: nothing is in there for this cookie
  }
}
