/** `npm run servers`: asks the mail servers of the tests what they offer, and writes the table of docs/servers.md. */

import { runProgram } from './program.ts'
import { provideServers } from './server-packages.ts'

const missing = await provideServers()
if (missing.length > 0) {
  console.error(`The table needs every server; not here: ${missing.join(', ')}.`)
  process.exit(1)
}
const { code } = await runProgram('vitest', ['run', 'tests/server/every-server/table.test.ts'], {
  env: { ...process.env, POSTERN_WRITE_SERVERS: 'yes' },
})
process.exitCode = code
