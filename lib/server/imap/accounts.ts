/** The accounts of this process: one a mail server and user name, whoever asks. */
import { setTimeout as sleep } from 'node:timers/promises'
import { MailError } from '#lib/mail/mail-error.ts'
import { config, type MailServer } from '#lib/server/config/config.ts'
import type { Credentials, SignedIn } from '#lib/server/session/session.ts'
import type { Account } from './account.ts'
import { MailAccount } from './mail-account.ts'
import { spareConnectionsBy } from './process-connections.ts'
import { isTooManyConnections, unavailable } from './translate-error.ts'

const NOTES_WITHIN = 5

type Registry = { accounts: Map<string, MailAccount>; clock: NodeJS.Timeout | null }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const REGISTRY = Symbol.for('postern.accounts')

function registry(): Registry {
  const home = globalThis as { [REGISTRY]?: Registry }
  home[REGISTRY] ??= { accounts: new Map(), clock: null }
  return home[REGISTRY]
}

/** What an account of this process is found by. */
export function accountKey(server: MailServer, username: string): string {
  // An address of one's own may be configured under the id of another: the endpoint tells them apart.
  return JSON.stringify([server.id, server.imap.host, server.imap.port, username])
}

/**
 * The account of a session. Without a word to the server where this session's password is known
 * to be good; otherwise by a real LOGIN.
 * @throws MailError login_failed, certificate, unavailable
 */
export async function accountOf({ server, credentials }: SignedIn): Promise<Account> {
  const account = registry().accounts.get(accountKey(server, credentials.username))
  if (account?.passwords.accepts(credentials.password)) return account
  if (account?.passwords.refuses(credentials.password)) throw new MailError('login_failed')
  return await verifyLogin(server, credentials)
}

/** The account that is signed in here now, with whichever password was verified last; null where there is none. */
export function signedInAccount(server: MailServer, username: string): Account | null {
  const account = registry().accounts.get(accountKey(server, username))
  return account && account.status !== 'login_required' ? account : null
}

/**
 * A real LOGIN with these credentials, then the one account they belong to.
 * @throws MailError login_failed, certificate, unavailable
 */
export async function verifyLogin(server: MailServer, credentials: Credentials): Promise<Account> {
  const { maxImapConnectionsPerUser, idleMinutes, deadlines } = config()
  const key = accountKey(server, credentials.username)
  const limits = {
    connections: maxImapConnectionsPerUser,
    idleMilliseconds: idleMinutes * 60_000,
    deadlines,
  }
  spareConnectionsBy(spareOne)
  const candidate = new MailAccount(key, server, credentials, limits)
  await connectBeside(registry().accounts.get(key), candidate)
  const known = registry().accounts.get(key)
  if (known) {
    known.trust(credentials.password)
    await candidate.close()
    return known
  }
  await makeRoom()
  registry().accounts.set(key, candidate)
  startClock()
  return candidate
}

/** Where the server allows no connection more than the account has already, those that rest make room. */
async function connectBeside(known: MailAccount | undefined, candidate: MailAccount): Promise<void> {
  try {
    await candidate.connect()
  } catch (error) {
    if (!known || !isTooManyConnections(error)) throw error
    await known.standAside(async () => {
      await connectSoon(candidate)
      await candidate.close()
    })
  }
}

/** A server may need a moment until it has noted that a connection is gone. */
async function connectSoon(candidate: MailAccount): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await candidate.connect()
    } catch (error) {
      if (attempt === NOTES_WITHIN || !isTooManyConnections(error)) throw error
      await sleep(200)
    }
  }
}

/** Closes the connection that is missed least: bulk before watching, of the account that was used longest ago. */
async function spareOne(): Promise<boolean> {
  const accounts = [...registry().accounts.values()].sort((a, b) => a.lastUsed - b.lastUsed)
  for (const what of ['bulk', 'watch', 'work'] as const) {
    for (const account of accounts) if (await account.spare(what)) return true
  }
  return false
}

/** At most `maxUsers` accounts: the one that nobody has used for longest goes. */
async function makeRoom(): Promise<void> {
  const { accounts } = registry()
  if (accounts.size < config().maxUsers) return
  const [idlest] = [...accounts.values()]
    .filter((account) => !account.inUse)
    .sort((a, b) => a.lastUsed - b.lastUsed)
  if (!idlest) throw unavailable(undefined, 'Too many people are signed in at the moment.')
  accounts.delete(idlest.key)
  await idlest.close()
}

function startClock(): void {
  const home = registry()
  home.clock ??= setInterval(() => beat(Date.now()), 5_000).unref()
}

function beat(now: number): void {
  const { accounts } = registry()
  for (const account of [...accounts.values()]) {
    if (!account.tick(now)) continue
    accounts.delete(account.key)
    void account.close() // settles always
  }
}

/** Logs out everywhere and forgets every account: for SIGTERM. */
export async function closeAccounts(): Promise<void> {
  const home = registry()
  if (home.clock) clearInterval(home.clock)
  home.clock = null
  const accounts = [...home.accounts.values()]
  home.accounts.clear()
  await Promise.all(accounts.map((account) => account.close()))
}
