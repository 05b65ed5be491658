/**
 * The import table: who may import whom. Imports point down and never across; what isn't listed is forbidden.
 * tests/house/import-table.test.ts plants a breach of every rule here and sees it bite.
 */

/** Room (a folder) → the rooms it may import besides itself. */
const HOUSE = {
  'lib/api': [],
  'lib/mail': ['lib/api'],
  'lib/browser': ['lib/mail', 'lib/api'],
  components: ['lib/browser', 'lib/mail', 'lib/api'],
  'app/api': ['lib/server', 'lib/mail', 'lib/api'],
  'lib/server': ['lib/mail', 'lib/api'],
}

/** The server's rooms from the top: each may import those below it, and none beside it. */
const SERVER_FLOORS = [
  ['start'],
  ['http'],
  ['folders', 'messages', 'search', 'images', 'compose'],
  ['live'],
  ['imap'],
  ['session'],
  ['store'],
  ['outward'],
  ['config'],
]

const PRODUCT = '^(app|components|lib)/|^proxy\\.ts$'
const INSIDE = '^(app|components|lib|tests|scripts)/'
const CORE = { dependencyTypes: ['core'] }
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown']

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const npmPackage = (name) => `(^|/)node_modules/${name}(/|$)`

const rooms = Object.entries(HOUSE).map(([room, below]) =>
  error(
    `room-${room.replaceAll('/', '-')}`,
    `${room} may import ${below.length > 0 ? below.join(', ') : 'nothing of ours'}.`,
    { path: `^${room}/` },
    { path: INSIDE, pathNot: [room, ...below].map((allowed) => `^${allowed}/`) },
  ),
)

const serverRooms = SERVER_FLOORS.flatMap((floor, level) =>
  floor.map((room) => {
    const below = SERVER_FLOORS.slice(level + 1).flat()
    return error(
      `server-${room}`,
      `lib/server/${room} may import ${below.length > 0 ? below.join(', ') : 'no other room of the server'}.`,
      { path: `^lib/server/${room}/` },
      { path: '^lib/server/', pathNot: [room, ...below].map((allowed) => `^lib/server/${allowed}/`) },
    )
  }),
)

const pages = [
  error(
    'page-to-server',
    'A page may call use cases, and ask who is signed in; connections, cookies and the store are not its business (their types may be).',
    { path: '^app/', pathNot: '^app/api/' },
    {
      path: '^lib/server/',
      pathNot: '^lib/server/(http|folders|messages|search|images|compose)/',
      dependencyTypesNot: ['type-only'],
    },
  ),
  error(
    'route-not-imported',
    'Pages, routes and layouts are called by Next alone.',
    { path: PRODUCT },
    { path: '^app/.*(page|layout|route|error|not-found)\\.tsx?$' },
  ),
  error(
    'ui-knows-no-mail',
    'components/ui draws buttons and dialogs; it knows no message, no folder and no other screen.',
    { path: '^components/ui/' },
    { path: ['^components/(?!ui/)', '^lib/api/', '^lib/mail/(?!words/)'] },
  ),
]

const packages = [
  error(
    'api-imports-zod-mini',
    'The contract ships to the browser: zod/mini and nothing else.',
    { path: '^lib/api/' },
    {
      dependencyTypes: NPM,
      pathNot: '(^|/)node_modules/zod/mini/',
    },
  ),
  error(
    'zod-mini-in-the-tab',
    'What ships to the browser is written with zod/mini.',
    {
      path: '^(components|lib/mail|lib/browser)/',
    },
    { path: npmPackage('zod'), pathNot: '(^|/)node_modules/zod/mini/' },
  ),
  error(
    'imapflow-in-imap',
    'Only lib/server/imap speaks IMAP.',
    {
      path: PRODUCT,
      pathNot: '^lib/server/imap/',
    },
    { path: npmPackage('imapflow') },
  ),
  error(
    'nodemailer-in-compose',
    'Only lib/server/compose speaks SMTP.',
    {
      path: PRODUCT,
      pathNot: '^lib/server/compose/',
    },
    { path: npmPackage('nodemailer') },
  ),
  error(
    'next-where-it-belongs',
    'next belongs to app, lib/server/http and lib/server/start.',
    {
      path: PRODUCT,
      pathNot: '^(app|components|lib/server/http|lib/server/start)/|^proxy\\.ts$',
    },
    { path: npmPackage('next') },
  ),
  error(
    'next-in-components',
    'A component uses next/link, next/navigation and next/dynamic.',
    { path: '^components/' },
    {
      path: npmPackage('next'),
      pathNot: '(^|/)node_modules/next/(link|navigation|dynamic)\\.(js|d\\.ts)$',
    },
  ),
  error(
    'server-without-react',
    'The server answers with data; React is the screen.',
    { path: '^lib/(server|mail|api)/' },
    {
      path: npmPackage('(react|react-dom|@tanstack|sonner|radix-ui|lucide-react)'),
    },
  ),
  error(
    'knowledge-does-no-io',
    'lib/mail and lib/api run anywhere: no module of Node.',
    { path: '^lib/(mail|api)/' },
    CORE,
  ),
  error(
    'tab-without-node',
    'What runs in the tab has no module of Node.',
    { path: '^(components|lib/browser)/' },
    CORE,
  ),
  error(
    'tab-without-charsets',
    'All the charsets of mail weigh more than the app: what reads them stays on the server, whoever brings it along.',
    { path: '^(components|lib/browser)/' },
    { path: '^lib/mail/charset\\.ts$', reachable: true },
  ),
]

const order = [
  error('no-cycles', 'What goes round in circles can not be read from either end.', {}, { circular: true }),
  error(
    'no-orphans',
    'Nobody imports it and it imports nobody.',
    {
      orphan: true,
      path: PRODUCT,
      pathNot: ['^app/', '\\.(d\\.ts|css)$'],
    },
    {},
  ),
  error(
    'no-barrels',
    'A folder has no index: import the file that holds the thing.',
    {},
    {
      path: '(^|/)index\\.[jt]sx?$',
      pathNot: 'node_modules',
    },
  ),
  error(
    'no-attics',
    'A file is named for what one would search for.',
    {},
    {
      path: '(^|/)(utils|util|helpers|helper|misc|common|types|hooks|services)(/|\\.[jt]sx?$)',
      pathNot: ['node_modules', '^node:'],
    },
  ),
  error(
    'product-stands-alone',
    'Tests and scripts import the product, never the other way round.',
    {
      path: PRODUCT,
    },
    { path: '^(tests|scripts)/' },
  ),
  error(
    'declared-packages',
    'A package that is imported stands in package.json; the product needs no dev dependency.',
    {
      path: '^(app|components|lib)/',
    },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  ),
  error('resolvable', 'What is imported exists.', {}, { couldNotResolve: true }),
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...rooms, ...serverRooms, ...pages, ...packages, ...order],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no compiler API to parse with: @swc/core does it, and it sees `import type` too.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      importsFields: ['imports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts', '.css'],
    },
  },
}
