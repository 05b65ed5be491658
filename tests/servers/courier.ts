/** A private Courier on loopback, from unpacked packages: Maildir, no MOVE, no CONDSTORE, everything below `INBOX.`. */
import { spawn } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { libraryPath } from '#scripts/server-packages.ts'
import { freePort } from './free-port.ts'
import { answerOn, MailUsers } from './mail-users.ts'
import { endServer, mailUser, untilListening } from './server-process.ts'

/** What /etc/courier/imapd says on Debian, where it matters here. */
const SETTINGS = {
  IMAP_CAPABILITY:
    'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE',
  IMAP_KEYWORDS: '1',
  IMAP_ACL: '1',
  IMAP_UMASK: '022',
  IMAP_USELOCKS: '1',
  IMAP_CHECK_ALL_FOLDERS: '0',
  IMAP_OBSOLETE_CLIENT: '0',
  IMAP_ENHANCEDIDLE: '0',
  IMAP_MAILBOX_SANITY_CHECK: '1',
  // An IDLE looks for news every minute by default.
  IMAP_IDLE_TIMEOUT: '1',
  IMAP_TRASHFOLDERNAME: 'Trash',
  IMAP_STARTTLS: 'NO',
  IMAP_TLS_REQUIRED: '0',
}

/**
 * Courier asks who may log in at `/run/courier/authdaemon/socket`, compiled in. In our copy of the library that path
 * begins at the working directory, so that any number of servers run beside each other and none needs root.
 */
function localAuthLibrary(root: string, folder: string): void {
  const bytes = readFileSync(join(root, 'usr/lib/libcourierauth.so.0'))
  const at = bytes.indexOf('/run/courier/aut')
  if (at < 0) throw new Error('libcourierauth names another socket than this one')
  bytes.write('run//courier/aut', at, 'latin1')
  mkdirSync(join(folder, 'lib'))
  writeFileSync(join(folder, 'lib', 'libcourierauth.so.0'), bytes)
}

type Owner = { uid: number; gid: number }

function makeMaildir(home: string, { uid, gid }: Owner): void {
  for (const step of ['', 'Maildir', 'Maildir/cur', 'Maildir/new', 'Maildir/tmp']) {
    mkdirSync(join(home, step), { recursive: true })
    chownSync(join(home, step), uid, gid)
  }
}

/** Answers in the words of Courier's authdaemon: `AUTH <bytes>`, then service, type, name and password, a line each. */
function authDaemon(folder: string, users: MailUsers, { uid, gid }: Owner) {
  return (question: Buffer): Buffer | null => {
    const [, length, body = ''] = /^AUTH (\d+)\n([\s\S]*)$/m.exec(question.toString()) ?? []
    if (length === undefined || Buffer.byteLength(body) < Number(length)) return null
    const [, , username = '', password = ''] = body.split('\n')
    if (!users.accepts(username, password)) return Buffer.from('FAIL\n')
    const account = Object.entries({
      UID: uid,
      GID: gid,
      HOME: join(folder, 'home', username),
      ADDRESS: username,
      MAILDIR: 'Maildir',
    })
    return Buffer.from(`${account.map(([name, value]) => `${name}=${value}\n`).join('')}.\n`)
  }
}

/** Starts a Courier of our own from the files below `root` and waits until it listens. */
export async function startCourier(root: string) {
  const owner = mailUser()
  const folder = mkdtempSync(join(tmpdir(), 'postern-courier-'))
  chownSync(folder, owner.uid, owner.gid)
  localAuthLibrary(root, folder)
  mkdirSync(join(folder, 'run/courier/authdaemon'), { recursive: true })
  mkdirSync(join(folder, 'home'))
  chownSync(join(folder, 'home'), owner.uid, owner.gid)
  const users = new MailUsers()
  const auth = await answerOn(join(folder, 'run/courier/authdaemon/socket'), authDaemon(folder, users, owner))
  const port = await freePort()
  const limits = ['-maxprocs=400', '-maxperip=400', '-nodnslookup', '-noidentlookup']
  const programs = [join(root, 'usr/lib/courier/courier/imaplogin'), join(root, 'usr/bin/imapd'), 'Maildir']
  const child = spawn(
    join(root, 'usr/sbin/couriertcpd'),
    ['-address=127.0.0.1', ...limits, `${port}`, ...programs],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', openSync(join(folder, 'courier.log'), 'w')],
      env: {
        NODE_ENV: 'test',
        ...SETTINGS,
        PATH: '/usr/bin:/bin',
        LD_LIBRARY_PATH: `${folder}/lib:${libraryPath(root)}`,
        // Courier watches its own locks through this daemon: one for each of our servers.
        GAMIN_DEBUG_SERVER: join(root, 'usr/libexec/gam_server'),
        GAM_CLIENT_ID: basename(folder),
      },
    },
  )
  await untilListening(port, child)
  return {
    port,
    addUser: () => {
      const user = users.add()
      makeMaildir(join(folder, 'home', user.username), owner)
      return user
    },
    stop: async () => {
      auth.close()
      await endServer(child, folder)
    },
  }
}
