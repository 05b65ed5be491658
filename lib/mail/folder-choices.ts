/** The folders to choose from when mail is put somewhere: those used lately first; as something is typed, what matches it best. */
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { wrongFolderName } from './folder-name.ts'
import { allows } from './folder-rights.ts'
import { folded, fuzzyMatch, type Span } from './fuzzy-match.ts'
import { folderWords } from './words/folders.ts'
import { listWords } from './words/list.ts'
import { pickerWords } from './words/picker.ts'

/** One of the things to choose: a folder that is there, or one that would be made. */
export type FolderChoice =
  | { kind: 'folder'; folder: Folder; path: string; spans: readonly Span[]; forbidden: string | undefined }
  /** A folder that is made first, with those on the way to it: `names` below `parent`, the outermost first. */
  | { kind: 'create'; parent: Folder | null; names: readonly string[]; wrong: string | null }

/** Choices under a heading. */
export type FolderSection = { title: string; choices: FolderChoice[] }

/** What mail is to be put somewhere, and what was typed. */
export type FolderAsk = {
  folders: readonly Folder[]
  typed: string
  /** Where the mail is: it can't be put there once more. */
  except: FolderId | null
  /** Newest first. */
  recent: readonly FolderId[]
  /** The one who sent all of the mail, and where mail from there was put, newest first. */
  sender: { name: string; folders: readonly FolderId[] } | null
}

const SLASH = ' / '
const OF_SENDER = 3
const RECENT = 5
/** So many matches are shown: who looks for another one types on. */
const MATCHES = 50
// What the person did before outweighs a slightly better match, and the folder's own name one in its path.
const FAVOUR = { sender: 0.6, recent: 0.4, name: 0.5 }

type Chosen<Kind> = Extract<FolderChoice, { kind: Kind }>
type Put = { folder: Folder; path: string; forbidden: string | undefined }

/** Names from the top to each folder: `Clients / Bright & Sons`. The inbox is no parent to speak of: some servers have all in it. */
export function folderPaths(folders: readonly Folder[]): Map<FolderId, string> {
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  const paths = new Map<FolderId, string>()
  // Children stand behind their parent.
  for (const folder of folders) {
    const parent = folder.parentId === null ? undefined : byId.get(folder.parentId)
    const above = parent && parent.role !== 'inbox' ? paths.get(parent.id) : undefined
    const name = folderWords.nameOf(folder)
    paths.set(folder.id, above ? above + SLASH + name : name)
  }
  return paths
}

/** The sections of the picker; without anything to choose there is none. */
export function folderChoices(ask: FolderAsk): FolderSection[] {
  const paths = folderPaths(ask.folders)
  const puts: Put[] = ask.folders
    .filter(({ id, selectable }) => selectable && id !== ask.except)
    .map((folder) => ({
      folder,
      path: paths.get(folder.id) ?? folder.name,
      forbidden: allows(folder.rights, 'put') ? undefined : listWords.forbidden.put,
    }))
  const sections = ask.typed.trim() === '' ? untyped(ask, puts) : typed(ask, puts, paths)
  return sections.filter(({ choices }) => choices.length > 0)
}

function untyped({ recent, sender }: FolderAsk, puts: readonly Put[]): FolderSection[] {
  const open = puts.filter(({ forbidden }) => !forbidden)
  const those = (ids: readonly FolderId[], most: number) =>
    ids
      .flatMap((id) => open.find(({ folder }) => folder.id === id) ?? [])
      .slice(0, most)
      .map(plain)
  const ofSender = sender?.folders.slice(0, OF_SENDER) ?? []
  const others = recent.filter((id) => !ofSender.includes(id))
  return [
    { title: pickerWords.lastForSender(sender?.name ?? ''), choices: those(ofSender, OF_SENDER) },
    { title: pickerWords.recentFolders, choices: those(others, RECENT) },
    { title: pickerWords.allFolders, choices: puts.map(plain) },
  ]
}

function plain(put: Put): FolderChoice {
  return { kind: 'folder', ...put, spans: [] }
}

function typed(ask: FolderAsk, puts: readonly Put[], paths: Map<FolderId, string>): FolderSection[] {
  const delimiter = ask.folders[0]?.delimiter ?? ''
  // Who knows the server's delimiter may type it.
  const query = delimiter ? ask.typed.replaceAll(delimiter, '/') : ask.typed
  const found = puts.flatMap((put) => rated(put, query, ask) ?? []).sort((a, b) => b.score - a.score)
  const matches = {
    title: pickerWords.matches,
    choices: found.slice(0, MATCHES).map(({ choice }): FolderChoice => choice),
  }
  const steps = stepsOf(query)
  const created = newFolder(steps, ask.folders, paths, delimiter)
  if (!created) return [matches]
  const made: FolderSection = { title: pickerWords.newFolder, choices: [created] }
  // Who writes the whole path to a folder's parent means that path; else letters are a search.
  const written = folded(steps.join(SLASH))
  const meant = created.parent !== null && !found.some(({ choice }) => folded(choice.path).includes(written))
  return meant ? [made, matches] : [matches, made]
}

function rated(
  put: Put,
  query: string,
  { recent, sender }: FolderAsk,
): { choice: Chosen<'folder'>; score: number } | null {
  const whole = fuzzyMatch(query, put.path)
  if (!whole) return null
  const nameAt = put.path.includes(SLASH) ? put.path.lastIndexOf(SLASH) + SLASH.length : 0
  const name = fuzzyMatch(query, put.path.slice(nameAt))
  const inName = name !== null && name.score + FAVOUR.name >= whole.score
  const spans = inName ? name.spans.map(([from, to]): Span => [from + nameAt, to + nameAt]) : whole.spans
  const { id } = put.folder
  const score =
    (inName ? name.score + FAVOUR.name : whole.score) +
    (sender?.folders.includes(id) ? FAVOUR.sender : recent.includes(id) ? FAVOUR.recent : 0) -
    (put.forbidden ? 100 : 0) -
    put.path.length / 1000 // of two equals the one nearer to the top
  return { choice: { kind: 'folder', ...put, spans }, score }
}

function stepsOf(query: string): string[] {
  return query
    .split('/')
    .map((step) => step.trim())
    .filter(Boolean)
}

/** What could be made of what is typed: `Foo`, or `Clients/Foo` in what there is of that path. */
function newFolder(
  steps: readonly string[],
  folders: readonly Folder[],
  paths: Map<FolderId, string>,
  delimiter: string,
): Chosen<'create'> | null {
  const byPath = new Map(folders.map((folder) => [folded(paths.get(folder.id) ?? ''), folder]))
  let there = steps.length
  const parentOf = (count: number) => byPath.get(folded(steps.slice(0, count).join(SLASH)))
  while (there > 0 && !parentOf(there)) there--
  const names = steps.slice(there)
  if (names.length === 0) return null
  const parent = parentOf(there) ?? null
  const refused = parent && !allows(parent.rights, 'create') ? listWords.forbidden.create : null
  const wrong = names.map((name) => wrongFolderName(name, delimiter)).find((problem) => problem !== null)
  return { kind: 'create', parent, names, wrong: refused ?? wrong ?? null }
}
