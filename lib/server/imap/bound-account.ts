/** An account as one request sees it: what it asks for ends with the request. */
import type { Account, AccountEvent, Connection, OpenBox, UseOptions } from './account.ts'

/** What a request brings along: when it is over, and whether anybody looks at its answer yet. */
export type Binding = { signal: AbortSignal; background: boolean }

/** Adds the request's signal to everything that is lent; a request in the background waits behind all others. */
export function bindAccount(account: Account, { signal, background }: Binding): Account {
  const bound = (options: UseOptions = {}): UseOptions => ({
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, signal]) : signal,
    background: background || (options.background ?? false),
  })
  return {
    key: account.key,
    username: account.username,
    server: account.server,
    get status() {
      return account.status
    },
    get notified() {
      return account.notified
    },
    get sideBySide() {
      return account.sideBySide
    },
    signal,
    shared: account.shared,
    use: <T>(path: string, work: (box: OpenBox) => Promise<T>, options?: UseOptions) =>
      account.use(path, work, bound(options)),
    command: <T>(work: (connection: Connection) => Promise<T>, options?: UseOptions) =>
      account.command(work, bound(options)),
    on: (listener: (event: AccountEvent) => void) => account.on(listener),
    watch: (path) => account.watch(path),
  }
}
