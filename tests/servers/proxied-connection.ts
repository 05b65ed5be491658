/** One connection through the fault proxy: its lines are heard, its answers counted, delayed or lost. */
import type { Socket } from 'node:net'

/**
 * What happens. `cut`: closed on both sides; `reset`: RST; `half-close`: FIN to the client, which may go on talking;
 * `hang`: this connection is forgotten, no byte passes any more and nobody is told; `freeze`: as if every cable were
 * pulled, until `thaw`; `bye`: the server says BYE and then nothing; `refuse`: NO in the place of the server;
 * `delay`: every answer on this connection comes so much later; `dribble`: the answers come in crumbs.
 */
export type Fault =
  | { kind: 'cut' | 'reset' | 'half-close' | 'hang' | 'freeze' | 'bye' | 'dribble' }
  | { kind: 'refuse'; code: string; words?: string }
  | { kind: 'delay'; milliseconds: number }

/** What is to happen before a line, or on the answer to it behind so many bytes. */
export type Due = { before: Fault } | { after: Fault; byte: number }

/** Who is told of it all, and says what fails. */
type ConnectionKeeper = {
  heard: (line: string) => Due | null
  happened: (fault: Fault) => void
  left: (connection: ProxiedConnection) => void
  gone: (connection: ProxiedConnection) => void
}

const CRUMB = 60
const BETWEEN_CRUMBS = 2

export class ProxiedConnection {
  readonly #near: Socket
  readonly #far: Socket
  readonly #proxy: ConnectionKeeper
  /** What the client began to say: passed on when its line is whole. */
  #begun: Buffer = Buffer.alloc(0)
  /** Bytes of a literal that nobody waits for any more. */
  #unwanted = 0
  #due: { fault: Fault; left: number } | null = null
  #hanging = false
  #paused = false
  #held: (() => void)[] = []
  #delay = 0
  #dribbles = false
  #telling = Promise.resolve()

  constructor(near: Socket, far: Socket, proxy: ConnectionKeeper) {
    this.#near = near
    this.#far = far
    this.#proxy = proxy
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('end', () => {
        // The client has closed its side: how long the server takes to notice is not its doing.
        if (one === near) proxy.left(this)
        if (this.#hanging) this.cut()
        else this.#whenMoving(() => other.end())
      })
      one.on('close', () => {
        proxy.gone(this)
        other.destroy()
      })
    }
    near.on('data', (bytes) => this.#fromClient(bytes))
    far.on('data', (bytes) => this.#fromServer(bytes))
  }

  cut(): void {
    this.#near.destroy()
    this.#far.destroy()
  }

  pause(): void {
    this.#paused = true
    this.#near.pause()
    this.#far.pause()
  }

  resume(): void {
    this.#paused = false
    const held = this.#held
    this.#held = []
    for (const one of held) one()
    if (this.#paused) return
    this.#near.resume()
    this.#far.resume()
  }

  /** `fault` comes behind so many more bytes of the server. */
  failBehind(bytes: number, fault: Fault): void {
    this.#due = { fault, left: bytes }
  }

  #whenMoving(act: () => void): void {
    if (this.#paused) this.#held.push(act)
    else act()
  }

  #fromClient(bytes: Buffer): void {
    if (this.#hanging) return
    if (this.#paused) {
      this.#held.push(() => this.#fromClient(bytes))
      return
    }
    const all = this.#begun.length > 0 ? Buffer.concat([this.#begun, bytes]) : bytes
    this.#begun = Buffer.alloc(0)
    let at = Math.min(this.#unwanted, all.length)
    this.#unwanted -= at
    while (at < all.length) {
      const end = all.indexOf('\r\n', at) + 2
      if (end < 2) {
        this.#begun = all.subarray(at)
        return
      }
      this.#line(all.subarray(at, end))
      at = end + Math.min(this.#unwanted, all.length - end)
      this.#unwanted -= at - end
      if (this.#hanging || this.#paused) {
        const rest = all.subarray(at)
        if (rest.length > 0) this.#held.push(() => this.#fromClient(rest))
        return
      }
    }
  }

  #line(bytes: Buffer): void {
    const line = bytes.subarray(0, -2).toString('latin1')
    const due = this.#proxy.heard(line)
    if (due && 'before' in due) {
      if (due.before.kind === 'refuse') this.#refuse(line, due.before)
      else this.#happen(due.before)
      if (due.before.kind === 'refuse' || this.#hanging || this.#near.destroyed) return
    }
    if (due && 'after' in due) this.failBehind(due.byte, due.after)
    this.#whenMoving(() => this.#far.write(bytes))
  }

  /** RFC 7888: behind `{n+}` the literal comes unasked. */
  #refuse(
    line: string,
    { code, words = 'Please try again later.' }: Extract<Fault, { kind: 'refuse' }>,
  ): void {
    const literal = /\{(\d+)\+\}$/.exec(line)?.[1]
    if (literal !== undefined) this.#unwanted = Number(literal) + 2
    this.#near.write(`${line.split(' ')[0]} NO [${code}] ${words}\r\n`)
  }

  #fromServer(bytes: Buffer): void {
    if (this.#hanging) return
    if (this.#paused) {
      this.#held.push(() => this.#fromServer(bytes))
      return
    }
    const due = this.#due
    if (!due || due.left > bytes.length) {
      if (due) due.left -= bytes.length
      this.#tell(bytes)
      return
    }
    this.#due = null
    if (due.left > 0) this.#tell(bytes.subarray(0, due.left))
    this.#happen(due.fault)
    const rest = bytes.subarray(due.left)
    if (!this.#near.destroyed && !this.#near.writableEnded) this.#fromServer(rest)
  }

  #tell(bytes: Buffer): void {
    if (this.#delay === 0 && !this.#dribbles) {
      if (this.#near.write(bytes)) return
      this.#far.pause()
      this.#near.once('drain', () => !this.#paused && this.#far.resume())
      return
    }
    this.#telling = this.#telling.then(() => this.#tellSlowly(bytes))
  }

  async #tellSlowly(bytes: Buffer): Promise<void> {
    if (this.#delay > 0) await later(this.#delay)
    const step = this.#dribbles ? CRUMB : bytes.length
    for (let at = 0; at < bytes.length && !this.#near.destroyed; at += step) {
      this.#near.write(bytes.subarray(at, at + step))
      if (this.#dribbles) await later(BETWEEN_CRUMBS)
    }
  }

  #happen(fault: Fault): void {
    this.#proxy.happened(fault)
    if (fault.kind === 'cut') this.cut()
    else if (fault.kind === 'reset') {
      this.#near.resetAndDestroy()
      this.#far.resetAndDestroy()
    } else if (fault.kind === 'half-close') this.#near.end()
    else if (fault.kind === 'hang') this.#hanging = true
    else if (fault.kind === 'bye') {
      this.#near.write('* BYE The server is being stopped\r\n')
      this.#hanging = true
    } else if (fault.kind === 'dribble') this.#dribbles = true
    else if (fault.kind === 'delay') this.#delay = fault.milliseconds
  }
}

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
