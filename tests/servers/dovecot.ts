/** A private Dovecot on loopback, with a config of ours: started by the tests, ended by them. */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { endServer, mailUser, untilListening } from './server-process.ts'

/** How this server differs from a plain one. */
export type DovecotProfile = {
  /** The hierarchy delimiter of its only namespace. */
  delimiter?: '/' | '.'
  /** The personal namespace's prefix, such as `INBOX.`. */
  prefix?: string
  /** What it says it can do, in the place of everything (`imap_capability`). */
  capability?: string
  /** Takes mail for submission, and hands it on to the server on this port. */
  relayPort?: number
  /** More lines for dovecot.conf. */
  extra?: string
}

/** A running server. `plain` speaks IMAP without TLS (and STARTTLS), `tls` speaks IMAPS. */
export type Dovecot = {
  host: '127.0.0.1'
  plainPort: number
  tlsPort: number
  /** Where mail is submitted: with STARTTLS or without TLS, and with TLS from the first byte; 0 where it isn't. */
  submissionPort: number
  submissionsPort: number
  /** Holds `home/<user>/Maildir`, `users/<user>` (passwd-file), `tls.pem`, `dovecot.log`. */
  folder: string
  delimiter: '/' | '.'
  prefix: string
  uid: number
  gid: number
}

function makeCertificate(folder: string): void {
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-keyout',
      join(folder, 'tls.key'),
      '-out',
      join(folder, 'tls.pem'),
    ],
    { stdio: 'ignore' },
  )
}

/** A mailbox named for its role: offered as special use where it exists, never made by the server. */
function specialUse(name: string): string {
  return `  mailbox ${name} {\n    special_use = \\${name}\n  }`
}

/** Dovecot's own submission server: it logs people in and hands their mail on. */
function submissionOf(at: Dovecot, relayPort: number | undefined, chroot: string): string {
  if (relayPort === undefined) return ''
  return `
protocols = imap submission
hostname = mail.example.org
submission_relay_host = 127.0.0.1
submission_relay_port = ${relayPort}
submission_max_mail_size = 60M
service submission-login {
  ${chroot}
  inet_listener submission {
    port = ${at.submissionPort}
  }
  inet_listener submissions {
    port = ${at.submissionsPort}
    ssl = yes
  }
}
`
}

function configOf(at: Dovecot, profile: DovecotProfile, root: boolean): string {
  const layout = at.delimiter === '/' ? ':LAYOUT=fs:UTF-8' : ':UTF-8'
  const internal = root
    ? ''
    : `default_internal_user = ${userInfo().username}\ndefault_login_user = ${userInfo().username}\n`
  const chroot = root ? '' : 'chroot ='
  return `
base_dir = ${at.folder}/run
state_dir = ${at.folder}/run
log_path = ${at.folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
${internal}first_valid_uid = 1
mail_location = maildir:~/Maildir${layout}
ssl = yes
ssl_cert = <${at.folder}/tls.pem
ssl_key = <${at.folder}/tls.key
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_cache_size = 0
auth_username_chars =
mail_max_userip_connections = 200
default_process_limit = 1000
default_client_limit = 4000
default_vsz_limit = 1G
mailbox_list_index = yes
# A test's mail need not outlive a power cut.
mail_fsync = never
mail_always_cache_fields = flags
imap_hibernate_timeout = 0
# Many servers at once use up the system's inotify instances; without one Dovecot looks only this often.
mailbox_idle_check_interval = 1s
${profile.capability ? `imap_capability = ${profile.capability}` : ''}
service anvil {
  client_limit = 5000
  # No growing delay after wrong passwords: every test comes from the same address.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
  ${chroot}
}
service auth {
  client_limit = 5000
}
service imap {
  process_limit = 1000
  process_min_avail = 2
  # A process serves one login after the other: half of what a login costs is to begin one.
  service_count = 200
}
service imap-login {
  service_count = 0
  process_min_avail = 1
  ${chroot}
  inet_listener imap {
    port = ${at.plainPort}
  }
  inet_listener imaps {
    port = ${at.tlsPort}
    ssl = yes
  }
}
namespace inbox {
  inbox = yes
  separator = ${at.delimiter}
  prefix = ${at.prefix}
${['Drafts', 'Sent', 'Archive', 'Junk', 'Trash'].map(specialUse).join('\n')}
}
passdb {
  driver = passwd-file
  # One file a user: Dovecot looks for changes of a file once a second at most.
  args = scheme=PLAIN username_format=%u ${at.folder}/users/%u
}
userdb {
  driver = static
  args = uid=${at.uid} gid=${at.gid} home=${at.folder}/home/%u
}
${submissionOf(at, profile.relayPort, chroot)}
${profile.extra ?? ''}
`
}

/**
 * Starts a Dovecot of our own and waits until it listens.
 * @returns the server and `stop`, which ends it (SIGTERM, then SIGKILL) and removes its folder.
 */
export async function startDovecot(
  profile: DovecotProfile = {},
): Promise<{ server: Dovecot; pid: number; stop: () => Promise<void> }> {
  const { uid, gid, root } = mailUser()
  const folder = mkdtempSync(join(tmpdir(), 'postern-dovecot-'))
  const server: Dovecot = {
    host: '127.0.0.1',
    plainPort: await freePort(),
    tlsPort: await freePort(),
    submissionPort: profile.relayPort === undefined ? 0 : await freePort(),
    submissionsPort: profile.relayPort === undefined ? 0 : await freePort(),
    folder,
    delimiter: profile.delimiter ?? '/',
    prefix: profile.prefix ?? '',
    uid,
    gid,
  }
  mkdirSync(join(folder, 'home'))
  if (root) execFileSync('chmod', ['755', folder])
  if (root) chownSync(join(folder, 'home'), uid, gid)
  makeCertificate(folder)
  mkdirSync(join(folder, 'users'))
  writeFileSync(join(folder, 'dovecot.conf'), configOf(server, profile, root))
  const child = spawn('dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  await untilListening(server.plainPort, child)
  const stop = () => endServer(child, folder)
  return { server, pid: child.pid ?? 0, stop }
}
