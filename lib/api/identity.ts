/** Who a message is from, as far as anybody can tell. */
import * as z from 'zod/mini'

/** RFC 8601 §2.7. */
const AuthResult = z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'temperror', 'permerror'])

/**
 * What the Authentication-Results of the believed server (`AUTHSERV_ID`) say; null where they say nothing of a method.
 * Domains are ASCII.
 */
export const Authentication = z.object({
  spf: z.nullable(AuthResult),
  dkim: z.nullable(AuthResult),
  dmarc: z.nullable(AuthResult),
  /** The domain that DMARC looked at. */
  domain: z.nullable(z.string()),
  /** The domain that SPF looked at: the envelope's. */
  mailFrom: z.nullable(z.string()),
  /** The domains whose DKIM signatures hold. */
  signedBy: z.array(z.string()),
  /** DMARC passed, for the domain of the one address in From. */
  verified: z.boolean(),
})
export type Authentication = z.infer<typeof Authentication>

/**
 * Something about the sender that deceives, or may.
 * - `not_authenticated`: DMARC failed. `shown`: the domain in From.
 * - `lookalike_domain`: letters that pass for others. `shown`: how it reads; `real`: its ASCII form.
 * - `address_in_name`: the name is another address, or one stands beside it. `shown`: that one; `real`: the sender's.
 * - `reply_elsewhere`: answers go to another organisation. `shown`: From's domain; `real`: the Reply-To address.
 * - `hidden_direction`: characters that turn the reading direction were taken out. `shown`: `subject`, `name` or `file`.
 */
export const MessageWarning = z.object({
  kind: z.enum([
    'not_authenticated',
    'lookalike_domain',
    'address_in_name',
    'reply_elsewhere',
    'hidden_direction',
  ]),
  shown: z.string(),
  real: z.string(),
})
export type MessageWarning = z.infer<typeof MessageWarning>

/** Somebody whose remote images load by themselves where a message is verified to be theirs. */
export const TrustedSender = z.object({
  /** An address (`anna@example.org`) or a domain (`example.org`), lower case, the domain in ASCII. */
  sender: z.string(),
  /** ISO 8601 UTC. */
  addedAt: z.string(),
})
export type TrustedSender = z.infer<typeof TrustedSender>

/** `GET /api/trusted-senders`, in the order of their names. */
export const TrustedSenders = z.object({ senders: z.array(TrustedSender) })
export type TrustedSenders = z.infer<typeof TrustedSenders>

/** An address or a domain in any spelling. */
export const SenderName = z.object({ sender: z.string().check(z.minLength(1), z.maxLength(320)) })
export type SenderName = z.infer<typeof SenderName>
