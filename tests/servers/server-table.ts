/** docs/servers.md: what each server of the tests offers, and what Postern does with it, as a table. */
import { accountOfMailbox } from './account.ts'
import type { AnyMailbox } from './every-server.ts'

/** Capabilities, upper case. */
export type Offer = ReadonlySet<string>
type Row = { feature: string; uses: (offer: Offer) => string }

const either = (offer: Offer, ways: [capability: string, way: string][], fallback: string) =>
  ways.find(([capability]) => offer.has(capability))?.[1] ?? `_${fallback}_`

/** Feature → the way it goes with these capabilities; in italics where that is a fallback. */
const ROWS: Row[] = [
  {
    feature: 'What changed in a folder',
    uses: (offer) =>
      either(
        offer,
        [
          ['QRESYNC', 'QRESYNC'],
          ['CONDSTORE', 'CONDSTORE, UIDs compared'],
        ],
        'UIDs and flags read again',
      ),
  },
  {
    feature: 'Order of a list',
    uses: (offer) => {
      if (offer.has('SORT') && offer.has('ACL2=UNION'))
        return '_our own sort: its SORT leaves ties unordered_'
      return either(
        offer,
        [
          ['ESORT', 'SORT, ESORT'],
          ['SORT', 'SORT'],
        ],
        'our own sort over fetched keys',
      )
    },
  },
  {
    feature: 'Order by sender',
    uses: (offer) =>
      either(
        offer,
        offer.has('ACL2=UNION')
          ? []
          : [
              ['SORT=DISPLAY', 'name (DISPLAYFROM)'],
              ['SORT', '_address_'],
            ],
        'name, sorted by us',
      ),
  },
  {
    feature: 'Search answers',
    uses: (offer) => either(offer, [['ESEARCH', 'ESEARCH']], 'one number a message'),
  },
  {
    feature: 'Words of a search',
    uses: (offer) =>
      either(offer, [['SEARCH=FUZZY', 'FUZZY where it has an index, else as typed']], 'as typed'),
  },
  {
    feature: 'Moving',
    uses: (offer) => either(offer, [['MOVE', 'MOVE']], 'COPY, then expunge of these alone'),
  },
  {
    feature: 'Where a message went',
    uses: (offer) => either(offer, [['UIDPLUS', 'COPYUID, APPENDUID (UIDPLUS)']], 'looked for afterwards'),
  },
  {
    feature: 'Deleting for good',
    uses: (offer) =>
      either(offer, [['UIDPLUS', 'UID EXPUNGE']], 'EXPUNGE, other marks lifted for its moment'),
  },
  {
    feature: 'Folders and counts',
    uses: (offer) =>
      either(
        offer,
        offer.has('LIST-EXTENDED') ? [['LIST-STATUS', 'LIST-STATUS, one round trip']] : [],
        'LIST, LSUB, STATUS of each',
      ),
  },
  {
    feature: 'Roles of folders',
    uses: (offer) => either(offer, [['SPECIAL-USE', 'SPECIAL-USE, then names']], 'names'),
  },
  {
    feature: 'Role of a new folder',
    uses: (offer) => either(offer, [['CREATE-SPECIAL-USE', 'CREATE-SPECIAL-USE']], 'its name'),
  },
  {
    feature: 'Where folders are made',
    uses: (offer) => either(offer, [['NAMESPACE', 'NAMESPACE']], 'told from the list'),
  },
  {
    feature: 'The open folder, live',
    uses: (offer) => either(offer, [['IDLE', 'IDLE']], 'asked every 30 s'),
  },
  {
    feature: 'Every other folder, live',
    uses: (offer) => either(offer, [['NOTIFY', 'NOTIFY']], 'counted now and then'),
  },
  {
    feature: 'Id of a conversation',
    uses: (offer) => either(offer, [['OBJECTID', 'THREADID (OBJECTID)']], 'hash of References'),
  },
  {
    feature: 'Conversations',
    uses: (offer) =>
      either(
        offer,
        [
          ['OBJECTID', 'THREADID (OBJECTID)'],
          ['THREAD=REFS', 'THREAD=REFS'],
        ],
        'References fetched, threaded here',
      ),
  },
  { feature: 'How full it is', uses: (offer) => either(offer, [['QUOTA', 'QUOTA']], 'not shown') },
  { feature: 'Rights in a folder', uses: (offer) => either(offer, [['ACL', 'ACL']], 'what SELECT says') },
]

/** The capabilities that are looked at anywhere in lib/server/imap. */
const CAPABILITIES = [
  'ACL',
  'CONDSTORE',
  'CREATE-SPECIAL-USE',
  'ENABLE',
  'ESEARCH',
  'ESORT',
  'IDLE',
  'LIST-EXTENDED',
  'LIST-STATUS',
  'MOVE',
  'NAMESPACE',
  'NOTIFY',
  'OBJECTID',
  'QRESYNC',
  'QUOTA',
  'SEARCH=FUZZY',
  'SORT',
  'SORT=DISPLAY',
  'SPECIAL-USE',
  'THREAD=REFS',
  'UIDPLUS',
  'UNSELECT',
]

/** What a server offers once one is logged in, as Postern sees it. */
export async function offerOf(box: AnyMailbox): Promise<Offer> {
  const account = await accountOfMailbox(box)
  return await account.command(async ({ capabilities }) => new Set(capabilities), { repeatable: true })
}

/** The table, as Markdown. */
export function tableOf(offers: readonly (readonly [server: string, offer: Offer])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['', ...offers.map(([server]) => server)]),
    line(['---', ...offers.map(() => '---')]),
    ...ROWS.map(({ feature, uses }) => line([feature, ...offers.map(([, offer]) => uses(offer))])),
    ...CAPABILITIES.map((name) =>
      line([`\`${name}\``, ...offers.map(([, offer]) => (offer.has(name) ? 'yes' : '–'))]),
    ),
  ].join('\n')
}

/** A server's column of a table in some Markdown: row → cell. */
export function columnOf(markdown: string, server: string): Record<string, string> {
  const rows = markdown
    .split('\n')
    .filter((row) => row.startsWith('| '))
    .map((row) => row.slice(2, -2).split(' | '))
  const at = rows[0]?.indexOf(server) ?? -1
  return Object.fromEntries(rows.map((cells) => [cells[0] ?? '', cells[at] ?? '']))
}
