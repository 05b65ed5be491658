/** How large a message a submission server takes: what it said the last time that something was sent through it (RFC 1870 §3). */
import type { MailEndpoint, MailServer } from '#lib/server/config/config.ts'
import { smtpEndpoints } from './smtp-endpoints.ts'

/** Where people name their servers themselves there may be any number of them. */
const MOST_KNOWN = 1_000

declare global {
  /** Bytes; null: it names no limit. The one heard from last is at the end. */
  var posternOfferedSizes: Map<string, number | null> | undefined
}

function sizes(): Map<string, number | null> {
  globalThis.posternOfferedSizes ??= new Map()
  return globalThis.posternOfferedSizes
}

const nameOf = ({ host, port }: MailEndpoint) => `${host}:${port}`

/** Keeps what a server just said. @param bytes 0 where it said none, as nodemailer has it */
export function noteOfferedSize(endpoint: MailEndpoint, bytes: number): void {
  const known = sizes()
  known.delete(nameOf(endpoint))
  known.set(nameOf(endpoint), bytes > 0 ? bytes : null)
  for (const name of known.keys()) {
    if (known.size <= MOST_KNOWN) return
    known.delete(name)
  }
}

/** @returns bytes of a whole message; undefined where no limit is known */
export function offeredSize(server: MailServer): number | undefined {
  const known = sizes()
  const names = smtpEndpoints(server).map(nameOf)
  const used = names.find((name) => known.has(name))
  return (used === undefined ? null : known.get(used)) ?? undefined
}
