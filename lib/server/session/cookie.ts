/** The cookie: which session this is, and the key to what the store holds of it. Nothing else. */
import { createHash } from 'node:crypto'
import { sealData, unsealData } from 'iron-session'
import * as z from 'zod'
import { config } from '#lib/server/config/config.ts'

/** `key`: 32 bytes, base64url. */
const Ticket = z.strictObject({
  sid: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type Ticket = z.infer<typeof Ticket>

/** How long a browser keeps the cookie of someone who stays signed in; the store decides what it still opens. */
const STAY_SECONDS = 400 * 24 * 3600

// The store ends sessions; the seal itself never expires, so that use keeps a session alive.
const FOREVER = 0

/** `__Host-` cookies are refused by browsers unless Secure, of this host alone and for `/`. */
function cookieName(https: boolean): string {
  return https ? '__Host-postern' : 'postern'
}

// A secret is named by its digest, so that it keeps its name when its place in the list changes.
function passwordId(secret: string): number {
  return createHash('sha256').update(`postern cookie ${secret}`).digest().readUIntBE(0, 5) + 1
}

/** → the value of a `Set-Cookie` header. */
export async function sealCookie(ticket: Ticket, https: boolean, stay: boolean): Promise<string> {
  const [newest = ''] = config().sessionSecrets
  const sealed = await sealData(ticket, { password: { [passwordId(newest)]: newest }, ttl: FOREVER })
  // The version behind "~" is no part of what is authenticated: without it every byte counts.
  const seal = sealed.split('~')[0]
  return `${cookieName(https)}=${seal}; ${attributes(https)}${stay ? `; Max-Age=${STAY_SECONDS}` : ''}`
}

function attributes(https: boolean): string {
  return `Path=/; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`
}

/** → the value of a `Set-Cookie` header that makes the browser forget. */
export function clearedCookie(https: boolean): string {
  return `${cookieName(https)}=; ${attributes(https)}; Max-Age=0`
}

// Opening a seal derives two keys, 1 ms and more of a request: a good one is known again by the digest of all of it and
// of the secrets it was opened with. Whether the session still stands is the store's to say each time.
const MOST_KNOWN = 4_000
const holder = globalThis as typeof globalThis & { posternTickets?: Map<string, Ticket> }

function digestOf(seal: string): string {
  const hash = createHash('sha256')
  for (const secret of config().sessionSecrets) hash.update(`${secret}\0`)
  return hash.update(seal).digest('base64url')
}

function know(digest: string, ticket: Ticket): void {
  holder.posternTickets ??= new Map()
  const known = holder.posternTickets
  known.set(digest, ticket)
  if (known.size <= MOST_KNOWN) return
  const [oldest] = known.keys()
  if (oldest !== undefined) known.delete(oldest)
}

/** The `Cookie` header → the ticket, or null: none, forged, or sealed with a secret that is no longer known. */
export async function openCookie(header: string | null, https: boolean): Promise<Ticket | null> {
  const prefix = `${cookieName(https)}=`
  const pair = header?.split(/; */).find((part) => part.startsWith(prefix))
  const seal = pair?.slice(prefix.length)
  if (!seal || seal.length > 4096 || seal.includes('~')) return null
  const digest = digestOf(seal)
  const known = holder.posternTickets?.get(digest)
  if (known) return known
  const password = Object.fromEntries(config().sessionSecrets.map((secret) => [passwordId(secret), secret]))
  const ticket = Ticket.safeParse(await unsealData<unknown>(seal, { password, ttl: FOREVER }))
  if (!ticket.success) return null
  know(digest, ticket.data)
  return ticket.data
}
