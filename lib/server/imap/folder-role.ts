/** What a folder is for: RFC 6154 attributes, else the names that mail programs have given. */
import type { Role, RoleSource } from '#lib/api/folders.ts'

const BY_ATTRIBUTE = new Map<string, Role>([
  ['\\archive', 'archive'],
  ['\\drafts', 'drafts'],
  ['\\sent', 'sent'],
  ['\\junk', 'junk'],
  ['\\trash', 'trash'],
  ['\\all', 'all'],
  ['\\flagged', 'flagged'],
])

/** Names of a role, likeliest first: Thunderbird's, Outlook's, Apple Mail's, Roundcube's, in several languages. */
const NAMES: [Role, string[]][] = [
  [
    'archive',
    [
      'archive',
      'archives',
      'archiv',
      'archivo',
      'archivio',
      'arquivo',
      'archief',
      'arkiv',
      'arkisto',
      'архив',
      'アーカイブ',
      '归档',
    ],
  ],
  [
    'drafts',
    [
      'drafts',
      'draft',
      'entwürfe',
      'entwurf',
      'brouillons',
      'brouillon',
      'borradores',
      'bozze',
      'rascunhos',
      'concepten',
      'utkast',
      'kladder',
      'luonnokset',
      'kopie robocze',
      'szkice',
      'koncepty',
      'черновики',
      'taslaklar',
      '下書き',
      '草稿',
      '草稿箱',
      '임시보관함',
    ],
  ],
  [
    'sent',
    [
      'sent',
      'sent items',
      'sent messages',
      'sent mail',
      'sent-mail',
      'gesendet',
      'gesendete objekte',
      'gesendete elemente',
      'gesendete nachrichten',
      'envoyés',
      'messages envoyés',
      'éléments envoyés',
      'objets envoyés',
      'enviados',
      'elementos enviados',
      'mensajes enviados',
      'posta inviata',
      'inviati',
      'inviata',
      'itens enviados',
      'verzonden',
      'verzonden items',
      'skickat',
      'skickade objekt',
      'sendt',
      'sendte elementer',
      'lähetetyt',
      'wysłane',
      'elementy wysłane',
      'odeslané',
      'отправленные',
      'gönderilmiş öğeler',
      '送信済み',
      '送信済みメール',
      '已发送',
      '已发送邮件',
      '보낸편지함',
    ],
  ],
  [
    'junk',
    [
      'junk',
      'spam',
      'junk e-mail',
      'junk email',
      'junk mail',
      'bulk mail',
      'unerwünscht',
      'werbung',
      'indésirables',
      'courrier indésirable',
      'pourriel',
      'correo no deseado',
      'correo basura',
      'posta indesiderata',
      'lixo eletrônico',
      'ongewenste e-mail',
      'skräppost',
      'søppelpost',
      'uønsket',
      'roskaposti',
      'wiadomości-śmieci',
      'nevyžádaná pošta',
      'спам',
      'нежелательная почта',
      'önemsiz',
      '迷惑メール',
      '垃圾邮件',
      '스팸',
    ],
  ],
  [
    'trash',
    [
      'trash',
      'deleted items',
      'deleted messages',
      'deleted',
      'bin',
      'papierkorb',
      'gelöscht',
      'gelöschte objekte',
      'gelöschte elemente',
      'corbeille',
      'éléments supprimés',
      'messages supprimés',
      'papelera',
      'elementos eliminados',
      'cestino',
      'posta eliminata',
      'lixeira',
      'itens excluídos',
      'prullenbak',
      'verwijderde items',
      'papperskorgen',
      'borttaget',
      'papirkurv',
      'slettede elementer',
      'roskakori',
      'kosz',
      'elementy usunięte',
      'koš',
      'корзина',
      'удаленные',
      'çöp kutusu',
      'ゴミ箱',
      '已删除邮件',
      '垃圾箱',
      '휴지통',
    ],
  ],
]

/** The name under which a role's folder is made where there is none. */
export const NEW_FOLDER_NAMES = {
  archive: 'Archive',
  drafts: 'Drafts',
  sent: 'Sent',
  junk: 'Junk',
  trash: 'Trash',
} as const satisfies Partial<Record<Role, string>>

/** A role whose folder is made when it is needed. */
export type MakeableRole = keyof typeof NEW_FOLDER_NAMES

/** As much of a listed folder as says what it is for. */
export type RoleHints = {
  path: string
  name: string
  attributes: readonly string[]
  atTop: boolean
  selectable: boolean
}

/** A folder's role and whose word that is: the server's, the user's, or only that of its name. */
export type GivenRole = { role: Role; by: RoleSource }

/**
 * Role by path: one folder a role, by attribute first, then as the user assigned it, then by name at the top of the
 * personal namespace.
 * @param assigned path → role; what the server gave another folder stays there
 */
export function rolesOf(
  folders: readonly RoleHints[],
  assigned: ReadonlyMap<string, Role> = new Map(),
): Map<string, GivenRole> {
  const byPath = new Map<string, GivenRole>([['INBOX', { role: 'inbox', by: 'server' }]])
  const taken = new Set<Role>(['inbox'])
  const give = (path: string, role: Role | undefined, by: RoleSource) => {
    if (!role || taken.has(role) || byPath.has(path)) return
    taken.add(role)
    byPath.set(path, { role, by })
  }
  const selectable = folders.filter((folder) => folder.selectable)
  for (const { path, attributes } of selectable) {
    for (const attribute of attributes) give(path, BY_ATTRIBUTE.get(attribute.toLowerCase()), 'server')
  }
  for (const { path } of selectable) give(path, assigned.get(path), 'user')
  const top = new Map(selectable.filter(({ atTop }) => atTop).map(({ name, path }) => [folded(name), path]))
  for (const [role, names] of NAMES) {
    const path = names.map((name) => top.get(folded(name))).find((found) => found && !byPath.has(found))
    if (path) give(path, role, 'name')
  }
  return byPath
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
