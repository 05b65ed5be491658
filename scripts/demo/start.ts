/** `npm run demo`: Postern, a mail server and somebody's mailbox, all in this process tree and all gone on Ctrl-C. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildIfStale } from '../production-build.ts'
import { MailStore } from './imap/mail-store.ts'
import { startImapServer } from './imap/server.ts'
import { fillMailbox } from './mailbox/fill-mailbox.ts'
import { ME } from './mailbox/people.ts'
import { startPictureServer } from './picture-server.ts'
import { startSubmissionServer } from './submission-server.ts'
import { trickle } from './trickle.ts'

const ACCOUNT = { username: ME.address, password: 'open-the-postern' }
const PORT = process.env.PORT || '3000'
const HOST = process.env.HOST || '127.0.0.1'

type Ports = { imap: number; smtp: number }

function startPostern(ports: Ports, dataDir: string): ChildProcess {
  return spawn('node', ['lib/server/start/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      HOST,
      PORT,
      DATA_DIR: dataDir,
      MAIL_IMAP: `imap+plain://127.0.0.1:${ports.imap}`,
      MAIL_SMTP: `smtp+plain://127.0.0.1:${ports.smtp}`,
      // The newsletters' pictures come from this machine too.
      PRIVATE_HOSTS: '127.0.0.1',
      LOG_LEVEL: 'warn',
    },
  })
}

/** Waits until Postern says that it and its mail server are there. False when it ended instead. */
async function untilReady(postern: ChildProcess, url: string): Promise<boolean> {
  while (postern.exitCode === null && postern.signalCode === null) {
    const answer = await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    if (answer?.ok) return true
    await sleep(100)
  }
  return false
}

async function main(): Promise<number> {
  const code = await buildIfStale()
  if (code !== 0) return code
  const store = new MailStore()
  const pictures = await startPictureServer()
  fillMailbox(store, new Date(), pictures.base)
  const imap = await startImapServer(store, ACCOUNT)
  const submission = await startSubmissionServer(store, ACCOUNT)
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-demo-'))
  const postern = startPostern({ imap: imap.port, smtp: submission.port }, dataDir)
  const ended = new Promise<number>((resolve) => postern.once('exit', (status) => resolve(status ?? 0)))
  const end = (signal: NodeJS.Signals) => {
    // On a terminal Ctrl-C has reached Postern too; a second signal would cut its good-bye short.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) postern.kill('SIGTERM')
  }
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end)

  const url = `http://${HOST}:${PORT}`
  if (await untilReady(postern, url)) {
    console.log(`\nPostern is at ${url}\n`)
    console.log(`Email address: ${ACCOUNT.username}`)
    console.log(`Password: ${ACCOUNT.password}`)
    console.log(
      '\nNew mail comes every half minute, and what you send to yourself at once. Ctrl-C ends everything.',
    )
  }
  const stopTrickle = trickle(store)
  const status = await ended
  stopTrickle()
  imap.stop()
  submission.stop()
  pictures.stop()
  rmSync(dataDir, { recursive: true, force: true })
  return status
}

process.exit(await main())
