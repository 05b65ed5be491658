/** How large a message a submission server takes: what it said the last time that somebody talked to it (RFC 1870 §3). */
import type { MailEndpoint, MailServer } from '#lib/server/config/config.ts'
import { Kept } from '#lib/server/store/kept.ts'
import { smtpEndpoints } from './smtp-endpoints.ts'

/** A server may be set up anew; and where people name their servers themselves there may be any number of them. */
const LIMITS = { milliseconds: 24 * 3_600_000, perOwner: 1_000, inAll: 1_000 }

declare global {
  /** Bytes; null: it names no limit. All servers are one owner's. */
  var posternOfferedSizes: Kept<number | null> | undefined
}

function sizes(): Kept<number | null> {
  globalThis.posternOfferedSizes ??= new Kept(LIMITS)
  return globalThis.posternOfferedSizes
}

const nameOf = ({ host, port }: MailEndpoint) => `${host}:${port}`

/** Keeps what a server just said. @param bytes 0 where it said none, as nodemailer has it */
export function noteOfferedSize(endpoint: MailEndpoint, bytes: number): void {
  sizes().put('', nameOf(endpoint), bytes > 0 ? bytes : null, 1)
}

/** What is known of the first of a server's places that is known; null: it names no limit. */
function knownOffer(server: MailServer): number | null | undefined {
  const offers = smtpEndpoints(server).map((endpoint) => sizes().get('', nameOf(endpoint)))
  return offers.find((offer) => offer !== undefined)
}

/** Whether a server has said what it takes, be it without a limit. */
export function isSizeKnown(server: MailServer): boolean {
  return knownOffer(server) !== undefined
}

/** @returns bytes of a whole message; undefined where no limit is known */
export function offeredSize(server: MailServer): number | undefined {
  return knownOffer(server) ?? undefined
}
