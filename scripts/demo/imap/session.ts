/** What one connection knows: who is logged in, which folder is open, and what it was told about it. */
import type { Folder, MailStore, StoredMessage } from './mail-store.ts'
import { type Arg, inSet } from './wire.ts'

/** A command that is refused: NO with a response code, or BAD. */
export class Refusal extends Error {
  readonly status: 'NO' | 'BAD'

  constructor(status: 'NO' | 'BAD', text: string) {
    super(text)
    this.status = status
  }
}

export type Account = { username: string; password: string }

/** The open folder as this connection was told: sequence numbers count in `view`. */
type Selected = { folder: Folder; readOnly: boolean; view: StoredMessage[]; told: Map<StoredMessage, number> }

/** Runs one command. `uid` is true behind the word UID. Answers with the text of its OK. */
export type Handler = (session: Session, args: Arg[], uid: boolean) => string

export class Session {
  readonly store: MailStore
  readonly account: Account
  /** Sends one line, or a response with literals; one character a byte, without the line end. */
  readonly send: (response: string) => void
  loggedIn = false
  /** The tag of the command that runs. */
  tag = ''
  /** RFC 7162: a client that spoke of mod-sequences gets them. */
  condstore = false
  private selected: Selected | null = null

  constructor(store: MailStore, account: Account, send: (response: string) => void) {
    this.store = store
    this.account = account
    this.send = send
  }

  open(folder: Folder, readOnly: boolean): void {
    const view = [...folder.messages]
    this.selected = { folder, readOnly, view, told: new Map(view.map((each) => [each, each.modseq])) }
  }

  close(): void {
    this.selected = null
  }

  /** The open folder. Throws BAD when there is none. */
  box(): Selected {
    if (!this.selected) throw new Refusal('BAD', 'Select a mailbox first')
    return this.selected
  }

  /** The open folder, to change it. Throws NO when it was opened with EXAMINE. */
  writableBox(): Selected {
    const box = this.box()
    if (box.readOnly) throw new Refusal('NO', '[NOPERM] The mailbox is open read-only')
    return box
  }

  isOpen(folder: Folder): boolean {
    return this.selected?.folder === folder
  }

  /** The messages that a set names, with their sequence numbers. */
  messagesIn(set: string, uid: boolean): { message: StoredMessage; sequence: number }[] {
    const { view } = this.box()
    const includes = inSet(set, uid ? (view.at(-1)?.uid ?? 0) : view.length)
    return view
      .map((message, index) => ({ message, sequence: index + 1 }))
      .filter(({ message, sequence }) => includes(uid ? message.uid : sequence))
  }

  /** `message` was just sent with its flags: no need to say it again. */
  markTold(message: StoredMessage): void {
    this.selected?.told.set(message, message.modseq)
  }

  /** Tells what changed in the open folder since it was told last. */
  announce({ expunges }: { expunges: boolean }): void {
    if (!this.selected) return
    const { folder, view, told } = this.selected
    if (expunges) this.announceExpunges(this.selected)
    const known = new Set(view)
    const added = folder.messages.filter((message) => !known.has(message))
    view.push(...added)
    if (added.length > 0) this.send(`* ${view.length} EXISTS`)
    for (const message of added) told.set(message, message.modseq)
    for (const [index, message] of view.entries()) {
      if (told.get(message) !== message.modseq) this.sendFlags(index + 1, message)
    }
  }

  /** An untagged FETCH with the flags of one message. */
  sendFlags(sequence: number, message: StoredMessage): void {
    const modseq = this.condstore ? ` MODSEQ (${message.modseq})` : ''
    this.send(`* ${sequence} FETCH (UID ${message.uid} FLAGS (${[...message.flags].join(' ')})${modseq})`)
    this.markTold(message)
  }

  private announceExpunges({ folder, view, told }: Selected): void {
    const kept = new Set(folder.messages)
    for (let index = view.length - 1; index >= 0; index -= 1) {
      const message = view[index]
      if (!message || kept.has(message)) continue
      this.send(`* ${index + 1} EXPUNGE`)
      view.splice(index, 1)
      told.delete(message)
    }
  }
}

/** A word: an atom or a string. Throws a SyntaxError for a list or nothing. */
export function word(arg: Arg | undefined): string {
  if (!arg || arg.kind === 'list') throw new SyntaxError('Missing argument')
  return arg.value
}

/** The words of a list, or the one word that stands alone. */
export function words(arg: Arg | undefined): string[] {
  return arg?.kind === 'list' ? arg.items.map(word) : [word(arg)]
}
