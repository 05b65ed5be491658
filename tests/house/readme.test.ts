import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const readme = read('README.md')
/** Read by Node itself, never by us. */
const NODES_OWN = ['NODE_EXTRA_CA_CERTS']

test('the README names exactly the variables that the configuration reads', () => {
  const [, variables = ''] =
    /const Variables = z\.object\(\{\n([\s\S]*?)\n\}\)/.exec(read('lib/server/config/config.ts')) ?? []
  const parsed = [...variables.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name)
  const named = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)
  expect(parsed.length).toBeGreaterThan(10)
  expect(named.toSorted()).toEqual([...parsed, ...NODES_OWN].toSorted())
})

test('every script that the README or CONTRIBUTING runs exists, and so does every file they point at', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const text = readme + read('CONTRIBUTING.md')
  const run = [...text.matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name]) => name ?? '')
  expect(run.filter((name) => !(name in scripts))).toEqual([])
  const files = [...text.matchAll(/\]\(([^)h][^)]*)\)|src="([^"]+)"/g)].map(
    ([, link, source]) => link ?? source ?? '',
  )
  expect(files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([])
})

test('continuous integration runs npm test and nothing else', () => {
  expect(
    read('.ci/run')
      .split('\n')
      .filter((line) => line && !line.startsWith('#')),
  ).toEqual(['exec npm test'])
})
