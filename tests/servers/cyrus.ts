/** A private Cyrus on loopback, from unpacked packages: as it is set up by default, with its own store and nobody's mail. */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { libraryPath } from '#scripts/unpacked-servers.ts'
import { freePort } from './free-port.ts'
import { answerOn, MailUsers } from './mail-users.ts'
import { endServer, mailUser, untilListening } from './server-process.ts'

const FOLDERS = ['conf', 'conf/db', 'conf/socket', 'conf/proc', 'conf/log', 'mail', 'search']

/** With a full-text index (Xapian), which knows a message when `index` was called after it came. */
const indexConf = (folder: string) => `
search_engine: xapian
conversations: 1
defaultsearchtier: t1
t1searchpartition-default: ${folder}/search
`

function imapdConf(folder: string, owner: string): string {
  return `
configdirectory: ${folder}/conf
partition-default: ${folder}/mail
defaultpartition: default
cyrus_user: ${owner}
allowplaintext: yes
sasl_mech_list: PLAIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${folder}/auth
autocreate_users: anyone
autocreate_quota: 0
# A test's mail need not outlive a power cut.
skiplist_unsafe: 1
# An IDLE looks for news every minute by default.
imapidlepoll: 1
syslog_prefix: postern-cyrus
`
}

function cyrusConf(folder: string, root: string, port: number): string {
  const program = (name: string, ...args: string[]) =>
    `cmd="${[join(root, 'usr/lib/cyrus/bin', name), '-C', join(folder, 'imapd.conf'), ...args].join(' ')}"`
  return `
START {
  recover ${program('ctl_cyrusdb', '-r')}
}
SERVICES {
  imap ${program('imapd')} listen="127.0.0.1:${port}" prefork=2 maxchild=400
}
DAEMON {
  idled ${program('idled')}
}
EVENTS {
}
`
}

/** Answers in the words of saslauthd: name, password, service and realm, each behind its length in two bytes. */
function saslAuthDaemon(users: MailUsers) {
  return (question: Buffer): Buffer | null => {
    const words: string[] = []
    for (let at = 0; words.length < 4; ) {
      if (question.length < at + 2) return null
      const end = at + 2 + question.readUInt16BE(at)
      if (question.length < end) return null
      words.push(question.toString('utf8', at + 2, end))
      at = end
    }
    const [username = '', password = ''] = words
    return Buffer.from(`\0\x02${users.accepts(username, password) ? 'OK' : 'NO'}`, 'latin1')
  }
}

/** Starts a Cyrus of our own from the files below `root` and waits until it listens. */
export async function startCyrus(root: string, { indexed = false } = {}) {
  const owner = mailUser()
  const folder = mkdtempSync(join(tmpdir(), 'postern-cyrus-'))
  const port = await freePort()
  for (const step of ['', ...FOLDERS]) {
    mkdirSync(join(folder, step), { recursive: true })
    chownSync(join(folder, step), owner.uid, owner.gid)
  }
  writeFileSync(
    join(folder, 'imapd.conf'),
    imapdConf(folder, owner.name) + (indexed ? indexConf(folder) : ''),
  )
  writeFileSync(join(folder, 'cyrus.conf'), cyrusConf(folder, root, port))
  const users = new MailUsers()
  const auth = await answerOn(join(folder, 'auth'), saslAuthDaemon(users))
  const log = openSync(join(folder, 'cyrus.log'), 'w')
  const master = join(root, 'usr/lib/cyrus/bin/master')
  const configs = [
    '-C',
    `${folder}/imapd.conf`,
    '-M',
    `${folder}/cyrus.conf`,
    '-p',
    `${folder}/conf/master.pid`,
  ]
  const env = { NODE_ENV: 'test', PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: libraryPath(root) } as const
  const child = spawn(
    'sh',
    // Each child of the master closes every number a file could have: where a process may have a million, for seconds.
    ['-c', 'ulimit -n 1024; exec "$0" "$@"', master, '-D', ...configs],
    {
      stdio: ['ignore', log, log],
      // It ends its whole process group with itself: that must not be ours.
      detached: true,
      env,
    },
  )
  await untilListening(port, child)
  return {
    port,
    addUser: () => users.add(),
    index: (username: string) => {
      const squatter = join(root, 'usr/lib/cyrus/bin/squatter')
      const args = ['-C', `${folder}/imapd.conf`, '-i', '-r', `user/${username}`]
      execFileSync(squatter, args, { env, uid: owner.uid, gid: owner.gid, stdio: 'ignore' })
    },
    stop: async () => {
      auth.close()
      await endServer(child, folder)
    },
  }
}
