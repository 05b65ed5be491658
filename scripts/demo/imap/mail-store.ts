/** The mail of one person, in memory: folders with messages, UIDs, flags and mod-sequences. */

export type StoredMessage = {
  readonly uid: number
  readonly raw: Buffer
  readonly receivedAt: Date
  flags: ReadonlySet<string>
  /** RFC 7162: grows with each change of the flags. */
  modseq: number
}

export type Folder = {
  path: string
  /** A special use (RFC 6154) such as `\Sent`, or null. */
  role: string | null
  subscribed: boolean
  readonly uidValidity: number
  uidNext: number
  /** By UID, ascending. */
  messages: StoredMessage[]
  modseq: number
}

export const DELIMITER = '/'

/** Folders by path. Every change is told to who listens. */
export class MailStore {
  readonly folders = new Map<string, Folder>()
  private readonly listeners = new Set<(folder: Folder) => void>()
  private lastUidValidity: number

  constructor(uidValidity = Math.floor(Date.now() / 1000)) {
    this.lastUidValidity = uidValidity
    this.create('INBOX', null)
  }

  /** Makes a folder, and those above it that don't exist. Null where it exists. */
  create(path: string, role: string | null): Folder | null {
    if (this.folders.has(path)) return null
    const parent = path.split(DELIMITER).slice(0, -1).join(DELIMITER)
    if (parent) this.create(parent, null)
    const uidValidity = this.lastUidValidity++
    const folder = { path, role, subscribed: true, uidValidity, uidNext: 1, messages: [], modseq: 1 }
    this.folders.set(path, folder)
    return folder
  }

  /** The folder and all below it. */
  withChildren(path: string): Folder[] {
    return [...this.folders.values()].filter(
      (each) => each.path === path || each.path.startsWith(path + DELIMITER),
    )
  }

  rename(from: string, to: string): void {
    const parent = to.split(DELIMITER).slice(0, -1).join(DELIMITER)
    if (parent) this.create(parent, null)
    for (const folder of this.withChildren(from)) {
      this.folders.delete(folder.path)
      folder.path = to + folder.path.slice(from.length)
      this.folders.set(folder.path, folder)
    }
  }

  append(folder: Folder, raw: Buffer, flags: Iterable<string>, receivedAt: Date): StoredMessage {
    folder.modseq += 1
    const message = { uid: folder.uidNext, raw, receivedAt, flags: new Set(flags), modseq: folder.modseq }
    folder.uidNext += 1
    folder.messages.push(message)
    this.tell(folder)
    return message
  }

  remove(folder: Folder, gone: ReadonlySet<StoredMessage>): void {
    folder.modseq += 1
    folder.messages = folder.messages.filter((message) => !gone.has(message))
    this.tell(folder)
  }

  setFlags(folder: Folder, message: StoredMessage, flags: ReadonlySet<string>): void {
    if (flags.size === message.flags.size && [...flags].every((flag) => message.flags.has(flag))) return
    folder.modseq += 1
    message.flags = flags
    message.modseq = folder.modseq
    this.tell(folder)
  }

  /** All bytes kept. */
  usedBytes(): number {
    return [...this.folders.values()]
      .flatMap((each) => each.messages)
      .reduce((sum, { raw }) => sum + raw.length, 0)
  }

  onChange(listener: (folder: Folder) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private tell(folder: Folder): void {
    for (const listener of this.listeners) listener(folder)
  }
}
