/** What every mail server of the tests has in common: who it runs as, when it is there, and how it ends. */
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { connect as dial } from 'node:net'
import { userInfo } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** Who owns the mail. Mail servers refuse to read it as root: as root it is nobody. */
export function mailUser(): { uid: number; gid: number; name: string; root: boolean } {
  const { uid, gid, username } = userInfo()
  return uid === 0
    ? { uid: 65534, gid: 65534, name: 'nobody', root: true }
    : { uid, gid, name: username, root: false }
}

/** Waits until a server that was just started takes connections, 15 s at most. */
export async function untilListening(port: number, server: ChildProcess): Promise<void> {
  const end = Date.now() + 15_000
  while (Date.now() < end) {
    if (server.exitCode !== null)
      throw new Error(`${server.spawnfile} ended with ${server.exitCode} at its start`)
    const open = await new Promise<boolean>((resolve) => {
      const socket = dial(port, '127.0.0.1', () => resolve(true))
      socket.once('error', () => resolve(false)).once('connect', () => socket.destroy())
    })
    if (open) return
    await sleep(50)
  }
  throw new Error(`${server.spawnfile} did not listen within 15 s`)
}

/** Ends a server (SIGTERM, then SIGKILL) and removes its folder. */
export async function endServer(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  if (child.exitCode === null) await Promise.race([ended, sleep(5_000).then(() => child.kill('SIGKILL'))])
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
