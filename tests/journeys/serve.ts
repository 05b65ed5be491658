/**
 * What the journeys run against: a Dovecot that sends too, a wire before it that can fail, and the production build of
 * Postern.
 * Says where everything is in a file named for its port; ends all of it on SIGTERM.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDovecot } from '#tests/servers/dovecot.ts'
import { startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { freePort } from '#tests/servers/free-port.ts'
import { startRelay } from '#tests/servers/relay.ts'

const relay = await startRelay()
const { server: dovecot, stop } = await startDovecot({ relayPort: relay.port })
relay.deliverInto(dovecot)
const gate = await startFaultProxy(dovecot)

// The journeys shut and open the gate from their own process.
const control = createServer((request, response) => {
  const act = {
    '/shut': () => gate.shut(),
    '/open': () => gate.open(),
    '/cut': () => gate.cut(),
    '/freeze': () => gate.freeze(),
  }[request.url ?? '']
  Promise.resolve(act?.()).then(
    () => response.writeHead(act ? 204 : 404).end(),
    () => response.writeHead(500).end(),
  )
})
const controlPort = await freePort()
control.listen(controlPort, '127.0.0.1')

const dataDir = mkdtempSync(join(tmpdir(), 'postern-journeys-'))
const whereabouts = join(tmpdir(), `postern-journeys-${process.env.JOURNEYS_PORT}.json`)
writeFileSync(whereabouts, JSON.stringify({ dovecot, controlPort }))

const app = spawn(process.execPath, ['lib/server/start/main.ts'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: process.env.JOURNEYS_PORT,
    MAIL_IMAP: `imap+plain://127.0.0.1:${gate.server.plainPort}`,
    MAIL_SMTP: `smtp+plain://127.0.0.1:${dovecot.submissionPort}`,
    SEND_UNDO_SECONDS: '5',
    DATA_DIR: dataDir,
    // The canary of the hostile mail journeys stands on loopback.
    PRIVATE_HOSTS: '127.0.0.1',
    // The lists of the unsubscribe journey show the mail server's certificate.
    NODE_EXTRA_CA_CERTS: join(dovecot.folder, 'tls.pem'),
    AUTHSERV_ID: 'mx.postern.test',
    LOG_LEVEL: 'warn',
  },
})

let ending = false
async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  app.kill('SIGTERM')
  if (app.exitCode === null) await new Promise((resolve) => app.once('exit', resolve))
  control.close()
  await gate.shut()
  await stop()
  await relay.stop()
  rmSync(dataDir, { recursive: true, force: true })
  rmSync(whereabouts, { force: true })
  process.exit(code)
}
process.on('SIGTERM', () => void end(0)).on('SIGINT', () => void end(0))
app.once('exit', (code) => void end(code ?? 1))
