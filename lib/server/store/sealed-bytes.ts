/** What must outlast every session: sealed under `SESSION_SECRET` (AES-256-GCM), the newest seals, all of them open. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { config } from '#lib/server/config/config.ts'

const SALT = 32
const TAG = 16
const NONCE = 12

/** A key for this one thing: `purpose` says what it is, so that no sealed thing passes for another. */
function keyOf(secret: string, salt: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, `postern ${purpose}`, 32))
}

/** One chunk after the other, each bound to its place and the last one known as such: none can be left out or moved. */
function nonceOf(index: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(NONCE) // the key is used for one thing only, so that counting is enough
  nonce.writeUInt32BE(index, NONCE - 5)
  nonce[NONCE - 1] = isLast ? 1 : 0
  return nonce
}

/** Seals chunk by chunk. `salt` goes in front of the first. */
export class Sealer {
  readonly salt = randomBytes(SALT)
  readonly #key: Uint8Array
  #index = 0

  constructor(purpose: string) {
    this.#key = keyOf(config().sessionSecrets[0] ?? '', this.salt, purpose)
  }

  chunk(plain: Uint8Array, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(this.#index++, isLast))
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }
}

/** Opens chunk by chunk, in the order they were sealed. */
export class Opener {
  #keys: Uint8Array[]
  #index = 0

  constructor(salt: Uint8Array, purpose: string) {
    this.#keys = config().sessionSecrets.map((secret) => keyOf(secret, salt, purpose))
  }

  /** The plain bytes, or null: changed, of another purpose, or sealed with a secret that is no longer known. */
  chunk(sealed: Uint8Array, isLast: boolean): Buffer | null {
    const nonce = nonceOf(this.#index++, isLast)
    for (const key of this.#keys) {
      const plain = opened(sealed, key, nonce)
      if (!plain) continue
      this.#keys = [key]
      return plain
    }
    return null
  }
}

function opened(sealed: Uint8Array, key: Uint8Array, nonce: Uint8Array): Buffer | null {
  if (sealed.length < TAG) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()])
  } catch {
    return null // not by this key
  }
}

/** A small thing as JSON, sealed. */
export function sealJson(purpose: string, value: unknown): Uint8Array {
  const sealer = new Sealer(purpose)
  return Buffer.concat([sealer.salt, sealer.chunk(Buffer.from(JSON.stringify(value)), true)])
}

/** The way back: what JSON says, still to be parsed; undefined where it can't be opened. */
export function openJson(purpose: string, sealed: Uint8Array): unknown {
  const plain = new Opener(sealed.subarray(0, SALT), purpose).chunk(sealed.subarray(SALT), true)
  return plain === null ? undefined : JSON.parse(plain.toString('utf8'))
}

/** How much of a sealed stream is the salt, and what sealing adds to a chunk. */
export const SEAL = { salt: SALT, added: TAG } as const
