/**
 * `npm run corpus -- FOLDER`: reads a corpus of odd mail (`FOLDER/mail/*.eml`, `FOLDER/expected.json`) through the API
 * against a private Dovecot, and prints what was read differently. Exit code 1 below 95 % of its `hard` fields.
 */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const folder = process.argv[2]
if (!folder) {
  console.error('Usage: npm run corpus -- FOLDER')
  process.exit(2)
}
const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'tests/corpus/corpus.test.ts', '--disable-console-intercept'],
  {
    stdio: 'inherit',
    cwd: new URL('..', import.meta.url).pathname,
    env: { ...process.env, POSTERN_CORPUS: resolve(folder) },
  },
)
process.exit(status ?? 1)
