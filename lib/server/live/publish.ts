/** The channels of this process, one an account; what other rooms have to say goes out here. */
import type { LiveEvent } from '#lib/api/events.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { Channel } from './channel.ts'
import { everyTurn } from './wheel.ts'

/** How long a channel nobody listens to remembers what it told. */
const KEPT_QUIET = 10 * 60_000

type Shared = { channels: Map<string, Channel>; stop: (() => void) | null }

const holder = globalThis as typeof globalThis & { posternChannels?: Shared }

function shared(): Shared {
  holder.posternChannels ??= { channels: new Map(), stop: null }
  return holder.posternChannels
}

/** The channel of an account, made where there is none. */
export function channelOf(account: Account): Channel {
  const all = shared()
  const channel = all.channels.get(account.key) ?? new Channel(account)
  all.channels.set(account.key, channel)
  all.stop ??= everyTurn(forgetQuiet)
  return channel
}

function forgetQuiet(): void {
  const all = shared()
  for (const [key, channel] of all.channels) {
    if (channel.quiet && Date.now() - channel.quietSince > KEPT_QUIET) all.channels.delete(key)
  }
  if (all.channels.size > 0) return
  all.stop?.()
  all.stop = null
}

/** Tells everybody who listens to this account. Nothing happens where nobody ever did. */
export function publish(account: Account, event: LiveEvent): void {
  publishTo(account.key, event)
}

/** The same, by the account's key: nobody need be signed in to the mail server for it. */
export function publishTo(key: string, event: LiveEvent): void {
  shared().channels.get(key)?.publish(event)
}

/** The tree or some counts changed by our own doing: those who listen hear of it at once. */
export function foldersChanged(account: Account): void {
  shared().channels.get(account.key)?.sweepSoon()
}
