import { globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Breach, cruiseTree } from '#scripts/import-table.ts'

const house = new URL('../..', import.meta.url).pathname
const config = createRequire(import.meta.url)(join(house, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[]
}

/** A house in which everything is allowed: what the breaches below import, and who imports it. */
const SOUND: Record<string, string> = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: { '#*': './*' },
    dependencies: { zod: '*', next: '*', react: '*', imapflow: '*' },
    devDependencies: { vitest: '*' },
  }),
  'lib/api/ids.ts': "import * as z from 'zod/mini'\nexport const Id = z.string()\n",
  'lib/mail/address.ts': "import { Id } from '#lib/api/ids.ts'\nexport const address = Id\n",
  'lib/browser/place.ts': "import { address } from '#lib/mail/address.ts'\nexport const place = address\n",
  'components/ui/button.tsx': "import Link from 'next/link'\nexport const Button = Link\n",
  'components/login/form.tsx':
    "import { Button } from '#components/ui/button.tsx'\nimport { place } from '#lib/browser/place.ts'\nexport const Form = [Button, place]\n",
  'app/login/page.tsx':
    "import { headers } from 'next/headers'\nimport { Form } from '#components/login/form.tsx'\nimport type { account } from '#lib/server/imap/account.ts'\nimport { list } from '#lib/server/messages/list.ts'\nexport default (given: typeof account) => [Form, list, headers, given]\n",
  'app/api/session/route.ts':
    "import { endpoint } from '#lib/server/http/endpoint.ts'\nexport const GET = endpoint\n",
  'lib/server/config/config.ts': 'export const config = 1\n',
  'lib/server/store/store.ts': "import { config } from '../config/config.ts'\nexport const store = config\n",
  'lib/server/session/session.ts':
    "import { store } from '../store/store.ts'\nexport const session = store\n",
  'lib/server/imap/account.ts':
    "import { ImapFlow } from 'imapflow'\nimport { session } from '../session/session.ts'\nexport const account = [ImapFlow, session]\n",
  'lib/server/live/publish.ts':
    "import { account } from '../imap/account.ts'\nexport const publish = account\n",
  'lib/server/messages/list.ts':
    "import { account } from '../imap/account.ts'\nimport { publish } from '../live/publish.ts'\nexport const list = [account, publish]\n",
  'lib/server/http/endpoint.ts':
    "import { NextResponse } from 'next/server'\nimport { list } from '../messages/list.ts'\nexport const endpoint = [NextResponse, list]\n",
  'tests/server/list.test.ts':
    "import { list } from '#lib/server/messages/list.ts'\nexport const tried = list\n",
}

/** Rule → a file that breaks it. */
const BREACHES: Record<string, [file: string, text: string]> = {
  'room-lib-api': ['lib/api/a.ts', "import '#lib/mail/address.ts'"],
  'room-lib-mail': ['lib/mail/a.ts', "import '#lib/browser/place.ts'"],
  'room-lib-browser': ['lib/browser/a.ts', "import '#components/ui/button.tsx'"],
  'room-components': ['components/list/a.tsx', "import type { list } from '#lib/server/messages/list.ts'"],
  'room-app-api': ['app/api/x/route.ts', "import '#lib/browser/place.ts'"],
  'room-lib-server': ['lib/server/messages/a.ts', "import '#lib/browser/place.ts'"],
  'server-start': ['lib/server/start/a.ts', "import '#lib/server/attic/a.ts'"],
  'server-http': ['lib/server/http/a.ts', "import '#lib/server/start/a.ts'"],
  'server-folders': ['lib/server/folders/a.ts', "import '#lib/server/messages/list.ts'"],
  'server-messages': ['lib/server/messages/b.ts', "import '#lib/server/http/endpoint.ts'"],
  'server-search': ['lib/server/search/a.ts', "import '#lib/server/messages/list.ts'"],
  'server-images': ['lib/server/images/a.ts', "import '#lib/server/messages/list.ts'"],
  'server-compose': ['lib/server/compose/a.ts', "import '#lib/server/messages/list.ts'"],
  'server-live': ['lib/server/live/a.ts', "export { list } from '#lib/server/messages/list.ts'"],
  'server-imap': ['lib/server/imap/a.ts', "import '#lib/server/live/publish.ts'"],
  'server-session': ['lib/server/session/a.ts', "import '#lib/server/imap/account.ts'"],
  'server-store': ['lib/server/store/a.ts', "await import('#lib/server/session/session.ts')"],
  'server-outward': ['lib/server/outward/a.ts', "import '#lib/server/store/store.ts'"],
  'server-config': ['lib/server/config/a.ts', "import '#lib/server/store/store.ts'"],
  'page-to-server': ['app/mail/page.tsx', "import '#lib/server/imap/account.ts'"],
  'route-not-imported': ['app/mail/a.tsx', "import '#app/login/page.tsx'"],
  'ui-knows-no-mail': ['components/ui/a.tsx', "import '#lib/mail/address.ts'"],
  'api-imports-zod-mini': ['lib/api/b.ts', "import 'zod'"],
  'zod-mini-in-the-tab': ['lib/browser/b.ts', "import 'zod'"],
  'imapflow-in-imap': ['lib/server/folders/b.ts', "import 'imapflow'"],
  'nodemailer-in-compose': ['lib/server/messages/c.ts', "import 'nodemailer'"],
  'next-where-it-belongs': ['lib/server/messages/d.ts', "import 'next/headers'"],
  'next-in-components': ['components/list/b.tsx', "import 'next/image'"],
  'server-without-react': ['lib/server/messages/e.ts', "import 'react'"],
  'knowledge-does-no-io': ['lib/mail/b.ts', "import 'node:fs'"],
  'tab-without-node': ['components/list/c.tsx', "import 'node:path'"],
  'tab-without-charsets': ['lib/browser/c.ts', "import '#lib/mail/header.ts'"],
  'no-cycles': ['lib/mail/c.ts', "import type { c } from '#lib/mail/round.ts'"],
  'no-orphans': ['lib/mail/alone.ts', 'export const alone = 1'],
  'no-barrels': ['lib/mail/d.ts', "export * from '#lib/mail/parts/index.ts'"],
  'no-attics': ['lib/mail/e.ts', "import '#lib/mail/utils/text.ts'"],
  'product-stands-alone': ['lib/server/messages/f.ts', "import '#tests/server/list.test.ts'"],
  'declared-packages': ['lib/server/messages/g.ts', "import 'vitest'"],
  resolvable: ['lib/mail/f.ts', "import '#lib/mail/nowhere.ts'"],
}

/** What the breaches need beside the sound house. */
const PROPS: Record<string, string> = {
  'lib/server/attic/a.ts': 'export const a = 1\n',
  'lib/mail/header.ts': "import './charset.ts'\n",
  'lib/mail/charset.ts': 'export const charset = 1\n',
  'lib/mail/round.ts': "import './c.ts'\nexport type c = 1\n",
  'lib/mail/parts/index.ts': 'export const part = 1\n',
  'lib/mail/utils/text.ts': 'export const text = 1\n',
  'node_modules/nodemailer/package.json': '{ "name": "nodemailer", "main": "a.js" }',
  'node_modules/nodemailer/a.js': '',
}

const folders: string[] = []

/** Writes a tree of its own, with our packages beside it. */
function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'postern-house-'))
  folders.push(root)
  for (const name of ['zod', 'next', 'react', 'imapflow', 'vitest']) {
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    symlinkSync(join(house, 'node_modules', name), join(root, 'node_modules', name))
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(file)), { recursive: true })
    writeFileSync(join(root, file), `${text}\n`)
  }
  return root
}

let planted: Breach[] = []
beforeAll(async () => {
  const broken = Object.fromEntries(Object.values(BREACHES))
  planted = (await cruiseTree(plant({ ...SOUND, ...PROPS, ...broken }))).breaches
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('every rule of the table has a breach planted for it', () => {
  expect(Object.keys(BREACHES).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort())
})

test.each(Object.entries(BREACHES))('%s bites', (rule, [file]) => {
  expect(planted.filter((breach) => breach.rule === rule).map((breach) => breach.from)).toContain(file)
})

test('a sound house passes', async () => {
  const { files, breaches } = await cruiseTree(plant(SOUND))
  expect(breaches).toEqual([])
  expect(files).toHaveLength(Object.keys(SOUND).length - 1)
})

test('the table is run over every source file of this house', async () => {
  const sources = globSync('{app,components,lib,scripts,tests}/**/*.{ts,tsx,mjs}', { cwd: house })
  const { files } = await cruiseTree(house)
  expect(sources.length).toBeGreaterThan(30)
  expect(sources.filter((file) => !files.includes(file))).toEqual([])
})
