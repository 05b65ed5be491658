/** As whom one writes, changed: what stands first is the usual one. Pure. */
import type { Identity, Settings } from '#lib/api/settings.ts'
import { sendableAddress } from './sendable-address.ts'
import { identitiesWords as words } from './words/identities.ts'

type Identities = Pick<Settings, 'identities'>

/** With this one: in the place of its former self, else at `place`, else at the end. */
export function withIdentity<Now extends Identities>(now: Now, identity: Identity, place?: number): Now {
  const { identities } = now
  if (identities.some(({ id }) => id === identity.id))
    return { ...now, identities: identities.map((one) => (one.id === identity.id ? identity : one)) }
  return { ...now, identities: identities.toSpliced(place ?? identities.length, 0, identity) }
}

/** Without it. */
export function withoutIdentity<Now extends Identities>(now: Now, id: string): Now {
  return { ...now, identities: now.identities.filter((one) => one.id !== id) }
}

/** With it as the usual one. */
export function withUsualIdentity<Now extends Identities>(now: Now, id: string): Now {
  const usual = now.identities.filter((one) => one.id === id)
  return { ...now, identities: [...usual, ...now.identities.filter((one) => one.id !== id)] }
}

export type IdentityProblems = { address?: string; replyTo?: string }

/** What keeps it from being written as; nothing where all is well. */
export function identityProblems(identity: Identity, { identities }: Identities): IdentityProblems {
  const { address, replyTo } = identity
  const isTaken = identities.some(
    (one) => one.id !== identity.id && one.address.toLowerCase() === address.toLowerCase(),
  )
  return {
    ...(sendableAddress(address) === null
      ? { address: words.noAddress }
      : isTaken && { address: words.taken }),
    ...(replyTo && sendableAddress(replyTo) === null && { replyTo: words.noAddress }),
  }
}
