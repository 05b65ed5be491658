/** The commands about folders: LIST, STATUS, SELECT, CREATE … (RFC 3501 §6.3, 5258, 5819, 6154, 9208). */
import { decodeMailboxName, encodeMailboxName } from '#lib/server/imap/mailbox-name.ts'
import { DELIMITER, type Folder } from './mail-store.ts'
import { type Handler, Refusal, type Session, word, words } from './session.ts'
import { type Arg, quote } from './wire.ts'

const QUOTA_BYTES = 256 * 1024 * 1024

/** The folder that an argument names. Throws NO. */
export function folderNamed(session: Session, arg: Arg | undefined, code = 'NONEXISTENT'): Folder {
  const folder = session.store.folders.get(decodeMailboxName(word(arg)))
  if (!folder) throw new Refusal('NO', `[${code}] No such mailbox`)
  return folder
}

const nameOf = (folder: Folder) => quote(encodeMailboxName(folder.path))

/** A LIST pattern as a test: `*` is anything, `%` anything on one level. */
function matcher(pattern: string): (name: string) => boolean {
  const source = pattern
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('%', `[^${DELIMITER}]*`)
  const expression = new RegExp(`^${source}$`, 's')
  return (name) => expression.test(name)
}

function attributesOf(session: Session, folder: Folder, subscribed: boolean): string {
  const hasChildren = session.store.withChildren(folder.path).length > 1
  return [
    hasChildren ? '\\HasChildren' : '\\HasNoChildren',
    ...(folder.role ? [folder.role] : []),
    ...(subscribed && folder.subscribed ? ['\\Subscribed'] : []),
  ].join(' ')
}

function statusItem(folder: Folder, item: string): string {
  const { messages } = folder
  const values: Record<string, number> = {
    MESSAGES: messages.length,
    RECENT: 0,
    UIDNEXT: folder.uidNext,
    UIDVALIDITY: folder.uidValidity,
    UNSEEN: messages.filter((message) => !message.flags.has('\\Seen')).length,
    HIGHESTMODSEQ: folder.modseq,
    SIZE: messages.reduce((sum, { raw }) => sum + raw.length, 0),
  }
  const value = values[item.toUpperCase()]
  if (value === undefined) throw new SyntaxError(`Unknown status item ${item}`)
  return `${item.toUpperCase()} ${value}`
}

function sendStatus(session: Session, folder: Folder, items: string[]): void {
  session.send(`* STATUS ${nameOf(folder)} (${items.map((item) => statusItem(folder, item)).join(' ')})`)
}

/** What stands behind RETURN, option by option; STATUS has its items behind it. */
function returnOptions(args: Arg[]): { subscribed: boolean; status: string[] } {
  const at = args.findIndex((arg) => arg.kind === 'atom' && arg.value.toUpperCase() === 'RETURN')
  const list = args[at + 1]
  const items = at >= 0 && list?.kind === 'list' ? list.items : []
  const status = items.findIndex((arg) => arg.kind === 'atom' && arg.value.toUpperCase() === 'STATUS')
  const names = items.flatMap((arg) => (arg.kind === 'list' ? [] : [arg.value.toUpperCase()]))
  return { subscribed: names.includes('SUBSCRIBED'), status: status >= 0 ? words(items[status + 1]) : [] }
}

const list: Handler = (session, args) => {
  const selection = args[0]?.kind === 'list' ? words(args.shift()).map((each) => each.toUpperCase()) : []
  const [reference, patterns] = [word(args[0]), words(args[1])]
  if (patterns.join('') === '') {
    session.send(`* LIST (\\Noselect) "${DELIMITER}" ""`)
    return 'Listed'
  }
  const options = returnOptions(args)
  const matches = patterns.map((pattern) => matcher(reference + pattern))
  for (const folder of session.store.folders.values()) {
    const name = encodeMailboxName(folder.path)
    if (!matches.some((match) => match(name))) continue
    if (selection.includes('SUBSCRIBED') && !folder.subscribed) continue
    if (selection.includes('SPECIAL-USE') && !folder.role) continue
    const subscribed = options.subscribed || selection.includes('SUBSCRIBED')
    session.send(`* LIST (${attributesOf(session, folder, subscribed)}) "${DELIMITER}" ${nameOf(folder)}`)
    if (options.status.length > 0) sendStatus(session, folder, options.status)
  }
  return 'Listed'
}

const lsub: Handler = (session, args) => {
  const match = matcher(word(args[0]) + word(args[1]))
  for (const folder of session.store.folders.values()) {
    if (folder.subscribed && match(encodeMailboxName(folder.path))) {
      session.send(`* LSUB () "${DELIMITER}" ${nameOf(folder)}`)
    }
  }
  return 'Listed'
}

function opens(readOnly: boolean): Handler {
  return (session, [name, options]) => {
    session.close()
    const folder = folderNamed(session, name)
    if (options && words(options).some((each) => each.toUpperCase() === 'CONDSTORE')) session.condstore = true
    session.open(folder, readOnly)
    const flags = new Set(['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'])
    for (const message of folder.messages) for (const flag of message.flags) flags.add(flag)
    const first = folder.messages.findIndex((message) => !message.flags.has('\\Seen'))
    session.send(`* FLAGS (${[...flags].join(' ')})`)
    session.send(`* OK [PERMANENTFLAGS (${readOnly ? '' : `${[...flags].join(' ')} \\*`})] Flags`)
    session.send(`* ${folder.messages.length} EXISTS`)
    session.send('* 0 RECENT')
    if (first >= 0) session.send(`* OK [UNSEEN ${first + 1}] First unseen`)
    session.send(`* OK [UIDVALIDITY ${folder.uidValidity}] UIDs valid`)
    session.send(`* OK [UIDNEXT ${folder.uidNext}] Next UID`)
    session.send(`* OK [HIGHESTMODSEQ ${folder.modseq}] Highest`)
    return `[READ-${readOnly ? 'ONLY' : 'WRITE'}] Selected`
  }
}

const create: Handler = (session, [name, options]) => {
  const path = decodeMailboxName(word(name)).replace(new RegExp(`${DELIMITER}$`), '')
  const uses = options?.kind === 'list' ? options.items[1] : undefined
  const role = uses ? (words(uses)[0] ?? null) : null
  if (path.split(DELIMITER).includes('')) throw new Refusal('NO', '[CANNOT] A name is empty')
  if (!session.store.create(path, role)) throw new Refusal('NO', '[ALREADYEXISTS] The mailbox exists')
  return 'Created'
}

const remove: Handler = (session, [name]) => {
  const folder = folderNamed(session, name)
  if (folder.path === 'INBOX') throw new Refusal('NO', '[CANNOT] The inbox stays')
  if (session.store.withChildren(folder.path).length > 1) {
    throw new Refusal('NO', '[HASCHILDREN] The mailbox has children')
  }
  session.store.folders.delete(folder.path)
  return 'Deleted'
}

const rename: Handler = (session, [from, to]) => {
  const folder = folderNamed(session, from)
  const path = decodeMailboxName(word(to))
  if (folder.path === 'INBOX') throw new Refusal('NO', '[CANNOT] The inbox keeps its name')
  if (path.startsWith(folder.path + DELIMITER))
    throw new Refusal('NO', '[CANNOT] A mailbox can not hold itself')
  if (session.store.folders.has(path)) throw new Refusal('NO', '[ALREADYEXISTS] The mailbox exists')
  session.store.rename(folder.path, path)
  return 'Renamed'
}

function subscribes(on: boolean): Handler {
  return (session, [name]) => {
    folderNamed(session, name).subscribed = on
    return on ? 'Subscribed' : 'Unsubscribed'
  }
}

const status: Handler = (session, [name, items]) => {
  sendStatus(session, folderNamed(session, name), words(items))
  return 'Status done'
}

const namespace: Handler = (session) => {
  session.send(`* NAMESPACE (("" "${DELIMITER}")) NIL NIL`)
  return 'Namespaces'
}

const quotaRoot: Handler = (session, [name]) => {
  session.send(`* QUOTAROOT ${nameOf(folderNamed(session, name))} ""`)
  return quota(session, [], false)
}

const quota: Handler = (session) => {
  const used = Math.ceil(session.store.usedBytes() / 1024)
  session.send(`* QUOTA "" (STORAGE ${used} ${QUOTA_BYTES / 1024})`)
  return 'Quota'
}

export const FOLDER_COMMANDS: Record<string, Handler> = {
  LIST: list,
  LSUB: lsub,
  SELECT: opens(false),
  EXAMINE: opens(true),
  CREATE: create,
  DELETE: remove,
  RENAME: rename,
  SUBSCRIBE: subscribes(true),
  UNSUBSCRIBE: subscribes(false),
  STATUS: status,
  NAMESPACE: namespace,
  GETQUOTAROOT: quotaRoot,
  GETQUOTA: quota,
}
