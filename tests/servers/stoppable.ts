/**
 * A process to be stopped: our stop.ts around a server with an event stream, a slow answer, and an account
 * that is logged in. `node stoppable.ts <imap port> <user> <password>`; prints its port when ready.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { verifyLogin } from '#lib/server/imap/accounts.ts'
import { noteStream } from '#lib/server/live/session-streams.ts'
import { stopOnSignal } from '#lib/server/start/stop.ts'

const [port, username = '', password = ''] = process.argv.slice(2)
const imap = { host: '127.0.0.1', port: Number(port), security: 'none' as const }
const account = await verifyLogin({ id: 'default', name: 'test', domains: [], imap }, { username, password })
account.on(() => undefined)
account.watch('INBOX')

const server = createServer((request, response) => {
  if (request.url === '/slow') return void setTimeout(() => response.end('finished'), 1000)
  if (request.url === '/stuck') return
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(':\n\n')
  noteStream('sid', () => response.end())
})
server.listen(0, '127.0.0.1', () => {
  stopOnSignal(server).ready()
  console.log((server.address() as AddressInfo).port)
})
