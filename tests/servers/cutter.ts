/** A wire before a server that breaks once, at a chosen command: before it gets through, or before its answer does. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Dovecot } from './dovecot.ts'

export type Cutter = {
  /** The server as it is reached through here. */
  server: Dovecot
  /** The next command that fits breaks every connection. `before`: the server never sees it; `after`: its answer is lost. */
  cutAt: (command: RegExp, when: 'before' | 'after') => void
  /** How many commands fitted `cutAt` so far. */
  seen: () => number
  close: () => Promise<void>
}

/** Listens on a port of its own before `target`. */
export async function startCutter(target: Dovecot): Promise<Cutter> {
  const sockets = new Set<Socket>()
  let armed: { command: RegExp; when: 'before' | 'after' } | null = null
  let pattern: RegExp | null = null
  let seen = 0
  let deaf = false
  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
    deaf = false
  }
  const server: Server = createServer((near) => {
    const far = connect(target.plainPort, target.host)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
    near.on('data', (bytes) => {
      const text = bytes.toString('latin1')
      if (pattern?.test(text)) seen++
      if (!armed?.command.test(text)) return void far.write(bytes)
      const { when } = armed
      armed = null
      if (when === 'before') return cutAll()
      deaf = true // until the server has answered: what it says is not passed on
      far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (deaf) cutAll()
      else near.write(bytes)
    })
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return {
    server: { ...target, plainPort: port },
    cutAt: (command, when) => {
      armed = { command, when }
      pattern = command
      seen = 0
    },
    seen: () => seen,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
