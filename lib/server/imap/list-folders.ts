/** LIST with everything about each folder: in one round trip where LIST-STATUS is offered (RFC 5258, RFC 5819). */
import type { Role, RoleSource } from '#lib/api/folders.ts'
import { folderPathOf } from '#lib/api/names.ts'
import { settingsOf } from '#lib/server/session/user-settings.ts'
import type { Account, Connection } from './account.ts'
import { type RoleHints, rolesOf } from './folder-role.ts'
import { type FolderStatus, folderStatus, readStatus, statusItems, UNKNOWN } from './folder-status.ts'
import { type Argument, atom } from './imap-client.ts'
import { decodeMailboxName } from './mailbox-name.ts'
import { type Namespaces, namespacesOf } from './namespace.ts'
import { readRights } from './read-rights.ts'
import { textOf, type Untagged, wordsOf } from './response.ts'

/** A folder as the server tells it. Counts are null for one that can't be selected, and where none were asked for. */
export type ListedFolder = {
  /** Unicode; `INBOX` is spelled so. */
  path: string
  /** The last step of the path. */
  name: string
  /** Null at the top, which is right under the personal namespace's prefix. */
  parentPath: string | null
  /** `''` on a server without hierarchy. */
  delimiter: string
  role: Role | null
  roleBy?: RoleSource
  selectable: boolean
  subscribed: boolean
  /** RFC 4314 letters, of folders that are shared, where the server says them. */
  rights?: string
} & FolderStatus

/** True where `path` is `folder` or below it. */
export function isWithin(path: string, { path: top, delimiter }: ListedFolder): boolean {
  return path === top || (delimiter !== '' && path.startsWith(top + delimiter))
}

type Listed = { path: string; delimiter: string; attributes: string[] }

/**
 * Every folder, subscribed or not, others' and shared ones too, in no particular order.
 * @throws MailError unavailable
 */
export async function listFolders(account: Account): Promise<ListedFolder[]> {
  return await account.command((connection) => listOn(account, connection, 'all'), { repeatable: true })
}

/**
 * As `listFolders`, with the counts of these paths only: the server need not look into each folder for them.
 * @throws MailError unavailable
 */
export async function listFolderNames(
  account: Account,
  counted: readonly string[] = [],
): Promise<ListedFolder[]> {
  return await account.command((connection) => listOn(account, connection, counted), { repeatable: true })
}

type Counted = 'all' | readonly string[]

async function listOn(account: Account, connection: Connection, counted: Counted): Promise<ListedFolder[]> {
  const namespaces = await namespacesOf(account, connection)
  // RFC 3501 §6.3.10: of the selected folder STATUS, and LIST with it, may know only what this connection was told.
  const { selected } = connection
  if (selected && (counted === 'all' || counted.includes(selected.path))) await connection.run('NOOP', [])
  const everything = await listAll(connection, counted)
  const folders = assemble(everything, namespaces, assignedRoles(account))
  const shared = folders.filter(({ path, selectable }) => selectable && isForeign(path, namespaces))
  const rights = await readRights(
    account,
    connection,
    shared.map(({ path }) => path),
  )
  for (const folder of shared) {
    const letters = rights.get(folder.path)
    if (letters !== undefined) folder.rights = letters
  }
  return folders
}

type Everything = { listed: Map<string, Listed>; subscribed: Set<string>; counts: Map<string, FolderStatus> }

async function listAll(connection: Connection, counted: Counted): Promise<Everything> {
  const everything: Everything = { listed: new Map(), subscribed: new Set(), counts: new Map() }
  const extended = connection.capabilities.has('LIST-EXTENDED')
  const countsCome = extended && counted === 'all' && connection.capabilities.has('LIST-STATUS')
  if (extended) {
    const counts = countsCome ? [atom('STATUS'), statusItems(connection)] : []
    await runList(
      connection,
      'LIST',
      ['', '*', atom('RETURN'), [...returned(connection), ...counts]],
      everything,
    )
    for (const { path, attributes } of everything.listed.values()) {
      if (has(attributes, '\\Subscribed')) everything.subscribed.add(path)
    }
  } else {
    await runList(connection, 'LIST', ['', '*'], everything)
    await runList(connection, 'LSUB', ['', '*'], everything)
  }
  if (countsCome) return everything
  for (const { path, attributes } of everything.listed.values()) {
    if (!isSelectable(attributes) || (counted !== 'all' && !counted.includes(path))) continue
    everything.counts.set(path, await folderStatus(connection, path))
  }
  return everything
}

function returned({ capabilities }: Connection): Argument[] {
  const options = ['SUBSCRIBED', 'CHILDREN', ...(capabilities.has('SPECIAL-USE') ? ['SPECIAL-USE'] : [])]
  return options.map((name) => atom(name))
}

async function runList(
  connection: Connection,
  command: string,
  args: Argument[],
  everything: Everything,
): Promise<void> {
  await connection.run(command, args, {
    LIST: (untagged) => {
      const folder = readListed(untagged)
      if (folder) everything.listed.set(folder.path, folder)
      return true
    },
    LSUB: (untagged) => {
      const folder = readListed(untagged)
      // RFC 3501 §6.3.9: \Noselect here only says that something below is subscribed.
      if (folder && !has(folder.attributes, '\\Noselect')) everything.subscribed.add(folder.path)
      return true
    },
    STATUS: (untagged) => {
      everything.counts.set(decodeMailboxName(textOf(untagged.attributes?.[0]) ?? ''), readStatus(untagged))
      return true
    },
  })
}

function readListed(untagged: Untagged): Listed | null {
  const [attributes, delimiter, name] = untagged.attributes ?? []
  const encoded = textOf(name)
  if (!encoded) return null
  return {
    path: decodeMailboxName(encoded),
    delimiter: textOf(delimiter) ?? '',
    attributes: wordsOf(attributes),
  }
}

function has(attributes: readonly string[], wanted: string): boolean {
  return attributes.some((attribute) => attribute.toLowerCase() === wanted.toLowerCase())
}

function isSelectable(attributes: readonly string[]): boolean {
  return !has(attributes, '\\Noselect') && !has(attributes, '\\NonExistent')
}

/** Path → role, as the user assigned them. */
function assignedRoles(account: Account): Map<string, Role> {
  return new Map(settingsOf(account).roles.map(({ folderId, role }) => [folderPathOf(folderId) ?? '', role]))
}

function assemble(
  { listed, subscribed, counts }: Everything,
  namespaces: Namespaces,
  assigned: ReadonlyMap<string, Role>,
): ListedFolder[] {
  addMissingParents(listed)
  const hints = [...listed.values()].map((folder) => hintsOf(folder, namespaces))
  const roles = rolesOf(hints, assigned)
  return hints.map((hint) => {
    const { delimiter } = listed.get(hint.path) ?? { delimiter: '' }
    const given = roles.get(hint.path)
    return {
      path: hint.path,
      name: hint.name,
      parentPath: hint.parentPath,
      delimiter,
      role: given?.role ?? null,
      ...(given && { roleBy: given.by }),
      selectable: hint.selectable,
      subscribed: subscribed.has(hint.path),
      ...(hint.selectable ? (counts.get(hint.path) ?? UNKNOWN) : UNKNOWN),
    }
  })
}

/** Some servers list `a/b` without `a`: it is shown as a folder that can't be selected. */
function addMissingParents(listed: Map<string, Listed>): void {
  for (const { path, delimiter } of [...listed.values()]) {
    for (let parent = parentOf(path, delimiter); parent; parent = parentOf(parent, delimiter)) {
      if (!listed.has(parent)) listed.set(parent, { path: parent, delimiter, attributes: ['\\NonExistent'] })
    }
  }
}

function parentOf(path: string, delimiter: string): string | null {
  const at = delimiter === '' ? -1 : path.lastIndexOf(delimiter)
  return at > 0 ? path.slice(0, at) : null
}

type Hinted = RoleHints & { parentPath: string | null }

/** Somebody else's, or everybody's. */
function isForeign(path: string, { others }: Namespaces): boolean {
  return others.some(({ prefix }) => prefix !== '' && path.startsWith(prefix))
}

function hintsOf({ path, delimiter, attributes }: Listed, namespaces: Namespaces): Hinted {
  const { personal } = namespaces
  const name = delimiter === '' ? path : (path.split(delimiter).at(-1) ?? path)
  const parent = parentOf(path, delimiter)
  const top = personal.prefix === '' ? null : personal.prefix.slice(0, -personal.delimiter.length)
  const foreign = isForeign(path, namespaces)
  return {
    path,
    name,
    // What stands directly under the personal prefix (`INBOX.`) is at the top for the person.
    parentPath: parent === top ? null : parent,
    attributes,
    // A server with prefix '' may still keep everything under INBOX (Courier, Cyrus): those count as top too.
    atTop: !foreign && (parent === top || parent === null || parent === 'INBOX'),
    selectable: isSelectable(attributes),
  }
}
