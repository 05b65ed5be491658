/** Several wires before one server, each of them a mail server of the configuration: for tests that run side by side. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { type Config, config } from '#lib/server/config/config.ts'
import { DEADLINES, type Deadlines } from '#lib/server/config/deadlines.ts'
import { accountOf } from '#lib/server/imap/accounts.ts'
import { MailAccount } from '#lib/server/imap/mail-account.ts'
import type { Dovecot } from './dovecot.ts'
import { FaultProxy } from './fault-proxy.ts'
import { freePort } from './free-port.ts'
import type { Seeds, TestMailbox } from './mailbox.ts'
import { withMailbox } from './mailbox.ts'
import { type Api, browser, configure } from './postern.ts'

/** One test's share: a mailbox, a wire before its server, and a browser that is signed in through it. */
export type Wired = { box: TestMailbox; wire: FaultProxy; api: Api; signIn: (api: Api) => Promise<number> }

/** Lends a wire at a time to whoever plays; closes what they opened, and holds that nothing stays open. */
export class Wires {
  readonly #target: Dovecot
  readonly #free: { id: string; wire: FaultProxy }[]
  readonly #waiting: (() => void)[] = []

  private constructor(target: Dovecot, free: { id: string; wire: FaultProxy }[]) {
    this.#target = target
    this.#free = free
  }

  /** Configures this process for `count` wires before `target`, and for waiting no longer than `deadlines` say. */
  static async start(target: Dovecot, count: number, deadlines: Partial<Deadlines> = {}): Promise<Wires> {
    const folder = mkdtempSync(join(tmpdir(), 'postern-wires-'))
    const free: { id: string; wire: FaultProxy }[] = []
    for (let at = 0; at < count; at++) {
      const wire = new FaultProxy(target, await freePort())
      await wire.open()
      free.push({ id: `wire-${at}`, wire })
    }
    const file = join(folder, 'servers.json')
    const entry = ({ id, wire }: (typeof free)[number]) => ({
      id,
      name: id,
      imap: `imap+plain://127.0.0.1:${wire.server.plainPort}`,
    })
    writeFileSync(file, JSON.stringify(free.map(entry)))
    configure({ MAIL_SERVERS: file })
    ;(globalThis as { posternConfig?: Config }).posternConfig = {
      ...config(),
      deadlines: { ...DEADLINES, ...deadlines },
    }
    rmSync(folder, { recursive: true })
    return new Wires(target, free)
  }

  /** Plays with a mailbox behind a wire of its own. Afterwards nothing of it is connected any more. */
  async play(seeds: Seeds, work: (wired: Wired) => Promise<void>, isSignedIn = true): Promise<void> {
    const mine = await this.#borrow()
    try {
      await withMailbox(
        seeds,
        async (box) => {
          const { username, password } = box
          const signIn = async (api: Api) =>
            (await api.post('/api/session', { username, password, server: mine.id })).status
          const api = browser()
          if (isSignedIn) expect(await signIn(api)).toBe(201)
          await work({ box, wire: mine.wire, api, signIn })
          await vi.waitFor(
            async () => {
              await closeConnections(mine.id, box)
              expect(mine.wire.connections).toBe(0)
            },
            { timeout: 20_000, interval: 200 },
          )
        },
        this.#target,
      )
    } finally {
      await mine.wire.reset()
      this.#free.push(mine)
      this.#waiting.shift()?.()
    }
  }

  async #borrow(): Promise<{ id: string; wire: FaultProxy }> {
    for (;;) {
      const found = this.#free.pop()
      if (found) return found
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#free.map(({ wire }) => wire.shut()))
  }
}

/** Logs this person out of the server behind that wire. */
async function closeConnections(serverId: string, { username, password }: TestMailbox): Promise<void> {
  const server = config().servers.find(({ id }) => id === serverId)
  if (!server) throw new Error(`no server is called ${serverId}`)
  const account = await accountOf({ sid: 'test', credentials: { username, password }, server })
  if (account instanceof MailAccount) await account.close()
}
