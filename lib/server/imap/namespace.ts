/** NAMESPACE (RFC 2342): where one's own folders begin, and where others' are. */
import type { Account, Connection } from './account.ts'
import { decodeMailboxName } from './mailbox-name.ts'
import { listOf, type Node, textOf, type Untagged } from './response.ts'

/** `prefix` as paths begin with it (`INBOX.`, or `''`); `delimiter` is `''` on a server without hierarchy. */
export type Namespace = { prefix: string; delimiter: string }

/** Every namespace of an account. */
export type Namespaces = { personal: Namespace; others: Namespace[] }

/** A server's namespaces don't change while one is connected: one question an account. */
const KNOWN = new WeakMap<Account, Namespaces>()

/** Where the account's own folders are made. */
export async function personalNamespace(account: Account): Promise<Namespace> {
  const known = KNOWN.get(account.shared)
  return (
    known ?? (await account.command((connection) => namespacesOf(account, connection), { repeatable: true }))
  ).personal
}

/** All namespaces, on a connection that is already lent. */
export async function namespacesOf(account: Account, connection: Connection): Promise<Namespaces> {
  const known = KNOWN.get(account.shared)
  if (known) return known
  const found = connection.capabilities.has('NAMESPACE') ? await askNamespaces(connection) : null
  if (!found) return { personal: await guessNamespace(connection), others: [] }
  KNOWN.set(account.shared, found)
  return found
}

async function askNamespaces(connection: Connection): Promise<Namespaces | null> {
  let answered: Namespace[][] = []
  await connection.run('NAMESPACE', [], {
    NAMESPACE: (untagged) => {
      answered = (untagged.attributes ?? []).map(readNamespaces)
      return true
    },
  })
  const [[personal, ...more] = [], others = [], shared = []] = answered
  return personal ? { personal, others: [...more, ...others, ...shared] } : null
}

function readNamespaces(node: Node): Namespace[] {
  return listOf(node).map((entry) => {
    const [prefix, delimiter] = listOf(entry)
    return { prefix: decodeMailboxName(textOf(prefix) ?? ''), delimiter: textOf(delimiter) ?? '' }
  })
}

/** Without NAMESPACE: where everything that is there is below the inbox, the inbox is the prefix. */
async function guessNamespace(connection: Connection): Promise<Namespace> {
  const names: string[] = []
  let delimiter = ''
  const LIST = (untagged: Untagged) => {
    delimiter = textOf(untagged.attributes?.[1]) ?? delimiter
    names.push(decodeMailboxName(textOf(untagged.attributes?.[2]) ?? ''))
    return true
  }
  await connection.run('LIST', ['', '*'], { LIST })
  const below = `INBOX${delimiter}`
  const others = names.filter((name) => name !== 'INBOX')
  const isPrefix = delimiter !== '' && others.length > 0 && others.every((name) => name.startsWith(below))
  return { prefix: isPrefix ? below : '', delimiter }
}
