/** Folders for everybody on a Dovecot, with the rights that each gives (RFC 4314). */
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dovecot } from './dovecot.ts'
import { eml } from './eml.ts'

/** What a server needs to have in its configuration for it (`DovecotProfile.extra`). */
export const SHARED = `
mail_plugins = acl
protocol imap {
  mail_plugins = acl imap_acl
}
plugin {
  acl = vfile
}
namespace shared {
  type = public
  separator = /
  prefix = Shared/
  location = maildir:%h/../../public:LAYOUT=fs:UTF-8:INDEX=~/shared
  subscriptions = no
  list = yes
}
`

/** `Shared/<name>`, with one message and these rights. */
export function share({ folder, uid, gid }: Dovecot, name: string, rights: string): void {
  const root = join(folder, 'public', name)
  for (const sub of ['', 'cur', 'new', 'tmp']) mkdirSync(join(root, sub), { recursive: true })
  writeFileSync(join(root, 'dovecot-acl'), `anyone ${rights}\n`)
  writeFileSync(join(root, 'cur', '1700000000.M1P1.postern:2,'), eml({ subject: name }))
  const all = ['..', '', 'cur', 'new', 'tmp', 'dovecot-acl', 'cur/1700000000.M1P1.postern:2,']
  for (const file of all) chownSync(join(root, file), uid, gid)
}
