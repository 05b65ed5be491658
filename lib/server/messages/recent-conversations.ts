/** Conversations that are being looked for now, and those that were found lately. Bounded in memory. */
import { folderIdOf, type MessageId, messageIdOf } from '#lib/api/ids.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { Kept } from '#lib/server/store/kept.ts'
import { RunningWork } from '#lib/server/store/running-work.ts'
import { ConversationLookup, type FoundConversation, statesOf } from './conversation-lookup.ts'

// Weights are members, of some 300 bytes each.
const LIMITS = { milliseconds: 15 * 60_000, perOwner: 10_000, inAll: 100_000 }

type Home = { found: Kept<FoundConversation>; running: RunningWork<ConversationLookup> }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const shared = globalThis as typeof globalThis & { posternConversations?: Home }

function home(): Home {
  shared.posternConversations ??= { found: new Kept(LIMITS), running: new RunningWork() }
  return shared.posternConversations
}

/**
 * What was found of this message's conversation, if none of the folders that were looked into has changed since.
 * @throws MailError unavailable
 */
export async function keptConversation(
  account: Account,
  id: MessageId,
): Promise<FoundConversation | undefined> {
  const found = home().found.get(account.key, id)
  if (!found) return undefined
  const now = await statesOf(account, found.states.keys())
  return [...found.states].every(([path, state]) => now.get(path) === state) ? found : undefined
}

/** The lookup that runs for this message already, or a new one. */
export function lookupFor(account: Account, id: MessageId): ConversationLookup {
  return home().running.of(
    account.key,
    id,
    (ended) => new ConversationLookup(account.shared, id, ended),
    (lookup) => {
      if (lookup.done) keep(account, id, lookup)
    },
  )
}

/** Under each of its members: whichever of them is opened next, nothing is looked for again. */
function keep(account: Account, id: MessageId, { folders, states }: ConversationLookup): void {
  const found: FoundConversation = { folders, states }
  const ids = [...folders].flatMap(([path, { uidValidity, members }]) =>
    [...members.keys()].map((uid) => messageIdOf({ folderId: folderIdOf(path), uidValidity, uid })),
  )
  for (const one of new Set([id, ...ids])) home().found.put(account.key, one, found, 1)
}
