/** The commands about messages: FETCH, STORE, SEARCH, COPY, MOVE … (RFC 3501 §6.4, 4315, 4731, 6851, 7162). */
import { expandItems, fetchItem, marksSeen } from './fetch.ts'
import { folderNamed } from './folder-commands.ts'
import type { StoredMessage } from './mail-store.ts'
import { searchTest } from './search.ts'
import { type Handler, Refusal, type Session, word, words } from './session.ts'
import { type Arg, compactSet } from './wire.ts'

/** The number behind a modifier such as `(CHANGEDSINCE 12)`, or null. */
function modifier(args: Arg[], name: string): number | null {
  for (const arg of args) {
    if (arg.kind !== 'list') continue
    const at = arg.items.findIndex((item) => item.kind === 'atom' && item.value.toUpperCase() === name)
    if (at >= 0) return Number(word(arg.items[at + 1]))
  }
  return null
}

const fetch: Handler = (session, [set, wanted, ...rest], uid) => {
  const since = modifier(rest, 'CHANGEDSINCE')
  const items = expandItems(words(wanted))
  const has = (name: string) => items.some((item) => item.toUpperCase() === name)
  if (uid && !has('UID')) items.unshift('UID')
  if (since !== null || has('MODSEQ')) session.condstore = true
  if (since !== null && !has('MODSEQ')) items.push('MODSEQ')
  const { folder, readOnly } = session.box()
  const reads = !readOnly && items.some(marksSeen)
  for (const { message, sequence } of session.messagesIn(word(set), uid)) {
    if (since !== null && message.modseq <= since) continue
    if (reads) session.store.setFlags(folder, message, new Set(message.flags).add('\\Seen'))
    session.send(`* ${sequence} FETCH (${items.map((item) => fetchItem(message, item)).join(' ')})`)
    if (has('FLAGS')) session.markTold(message)
  }
  return 'Fetched'
}

/** STORE's item → the flags that a message has afterwards. */
function flagsAfter(item: string, before: ReadonlySet<string>, named: string[]): Set<string> {
  const same = (flag: string) => (each: string) => each.toLowerCase() === flag.toLowerCase()
  if (item.startsWith('+'))
    return new Set([...before, ...named.filter((flag) => ![...before].some(same(flag)))])
  if (item.startsWith('-')) return new Set([...before].filter((flag) => !named.some(same(flag))))
  return new Set(named)
}

const store: Handler = (session, args, uid) => {
  const { folder } = session.writableBox()
  const [set, ...rest] = args
  const unchangedSince = modifier(rest.slice(0, 1), 'UNCHANGEDSINCE')
  if (unchangedSince !== null) session.condstore = true
  const [item, flags] = unchangedSince === null ? rest : rest.slice(1)
  const name = word(item).toUpperCase()
  const refused: number[] = []
  for (const { message, sequence } of session.messagesIn(word(set), uid)) {
    if (unchangedSince !== null && message.modseq > unchangedSince) {
      refused.push(uid ? message.uid : sequence)
      continue
    }
    session.store.setFlags(folder, message, flagsAfter(name, message.flags, words(flags)))
    if (!name.endsWith('.SILENT')) session.sendFlags(sequence, message)
    else if (session.condstore) {
      session.send(`* ${sequence} FETCH (UID ${message.uid} MODSEQ (${message.modseq}))`)
      session.markTold(message)
    } else session.markTold(message)
  }
  return refused.length > 0 ? `[MODIFIED ${compactSet(refused)}] Some had changed` : 'Stored'
}

const search: Handler = (session, args, uid) => {
  const { view } = session.box()
  const keys = [...args]
  const is = (name: string) => keys[0]?.kind === 'atom' && keys[0].value.toUpperCase() === name
  const returned = is('RETURN') ? words(keys.splice(0, 2)[1]).map((each) => each.toUpperCase()) : null
  if (is('CHARSET')) keys.splice(0, 2)
  const test = searchTest(keys, { sequence: view.length, uid: view.at(-1)?.uid ?? 0 })
  const found = view
    .map((message, index) => ({ message, sequence: index + 1 }))
    .filter(test)
    .map(({ message, sequence }) => (uid ? message.uid : sequence))
  if (returned)
    session.send(`* ESEARCH (TAG "${session.tag}")${uid ? ' UID' : ''}${extended(returned, found)}`)
  else session.send(`* SEARCH${found.map((number) => ` ${number}`).join('')}`)
  return 'Searched'
}

/** RFC 4731: what RETURN asks for. */
function extended(options: string[], found: number[]): string {
  const asked = options.length > 0 ? options : ['ALL']
  const [first, last] = [found[0], found.at(-1)]
  const parts = asked.map((option) => {
    if (option === 'COUNT') return ` COUNT ${found.length}`
    if (first === undefined || last === undefined) return ''
    if (option === 'MIN') return ` MIN ${first}`
    if (option === 'MAX') return ` MAX ${last}`
    return option === 'ALL' ? ` ALL ${compactSet(found)}` : ''
  })
  return parts.join('')
}

/** Puts copies into another folder. @returns the COPYUID response code (RFC 4315). */
function copyInto(session: Session, messages: StoredMessage[], name: Arg | undefined): string {
  const target = folderNamed(session, name, 'TRYCREATE')
  const copies = messages.map(
    ({ raw, flags, receivedAt }) => session.store.append(target, raw, flags, receivedAt).uid,
  )
  if (copies.length === 0) return ''
  return `[COPYUID ${target.uidValidity} ${compactSet(messages.map(({ uid }) => uid))} ${compactSet(copies)}] `
}

const copy: Handler = (session, [set, name], uid) => {
  const messages = session.messagesIn(word(set), uid).map(({ message }) => message)
  return `${copyInto(session, messages, name)}Copied`
}

const move: Handler = (session, [set, name], uid) => {
  const { folder } = session.writableBox()
  const messages = session.messagesIn(word(set), uid).map(({ message }) => message)
  const code = copyInto(session, messages, name)
  if (code) session.send(`* OK ${code}Moved`)
  session.store.remove(folder, new Set(messages))
  session.announce({ expunges: true })
  return 'Moved'
}

function expungeAmong(session: Session, messages: StoredMessage[]): void {
  const { folder } = session.writableBox()
  const gone = messages.filter((message) => message.flags.has('\\Deleted'))
  if (gone.length > 0) session.store.remove(folder, new Set(gone))
}

const expunge: Handler = (session, [set], uid) => {
  const { view } = session.writableBox()
  expungeAmong(session, uid ? session.messagesIn(word(set), true).map(({ message }) => message) : view)
  session.announce({ expunges: true })
  return 'Expunged'
}

const close: Handler = (session) => {
  const { readOnly, view } = session.box()
  if (!readOnly) expungeAmong(session, view)
  session.close()
  return 'Closed'
}

const unselect: Handler = (session) => {
  session.box()
  session.close()
  return 'Unselected'
}

const append: Handler = (session, args) => {
  const folder = folderNamed(session, args[0], 'TRYCREATE')
  const flags = args[1]?.kind === 'list' ? words(args[1]) : []
  const date = args.slice(1, -1).find((arg) => arg.kind === 'string')
  const receivedAt = date
    ? new Date(
        word(date)
          .trim()
          .replaceAll(/(?<=\w)-(?=\w)/g, ' '),
      )
    : new Date()
  const raw = Buffer.from(word(args.at(-1)), 'latin1')
  if (Number.isNaN(receivedAt.getTime())) throw new Refusal('BAD', 'The date can not be read')
  const { uid } = session.store.append(folder, raw, flags, receivedAt)
  return `[APPENDUID ${folder.uidValidity} ${uid}] Appended`
}

export const MESSAGE_COMMANDS: Record<string, Handler> = {
  FETCH: fetch,
  STORE: store,
  SEARCH: search,
  COPY: copy,
  MOVE: move,
  EXPUNGE: expunge,
  CLOSE: close,
  UNSELECT: unselect,
  APPEND: append,
}
