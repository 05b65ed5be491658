/** The secrets that seal cookies: the operator's, or one made here and kept. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LEAST = 32

/** `SESSION_SECRET` → its secrets, the newest first. Throws where one is shorter than 32 characters. */
export function parseSecrets(text: string): string[] {
  const secrets = text.split(',').map((secret) => secret.trim())
  if (secrets.some((secret) => secret.length < LEAST))
    throw new Error('must be 32 characters or more; several are separated by commas, the newest first')
  if (new Set(secrets).size !== secrets.length) throw new Error('names the same secret twice')
  return secrets
}

/** The secret of `dataDir/session-secret`, made (mode 0600) where there is none yet. */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'session-secret')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    // wx: of two processes that start at once, one writes and the other reads.
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < LEAST) throw new Error(`is not set, and ${file} holds no usable one`)
  return secret
}
