/** Flags: only what isn't as wished yet is touched, so that an undo gives back exactly that. */
import { type FlagWish, hasFlag, withFlags } from '#lib/mail/apply-change.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { fetchFlags } from '#lib/server/imap/fetch-flags.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import type { ChangeRun, Group } from './change-run.ts'
import { assertSame } from './select-messages.ts'

/**
 * Sets and clears flags.
 * @throws MailError forbidden (read-only, or a flag the folder can't keep), uidvalidity_changed, refused, unavailable
 */
export async function flagMessages(run: ChangeRun, groups: readonly Group[], wish: FlagWish): Promise<void> {
  for (const group of groups) await run.eachChunk(group, (uids) => flagChunk(run, group, uids, wish))
}

async function flagChunk(run: ChangeRun, group: Group, uids: number[], wish: FlagWish): Promise<void> {
  let before: ReadonlyMap<number, readonly string[]> | null = null
  await run.lend(
    group.path,
    async (box) => {
      assertSame(box, group)
      assertKept(box, wish)
      // Read once, also where a lost connection makes it begin anew: the flags of before are what an undo needs.
      before ??= await readFlags(box, uids)
      const changing = uids.filter((uid) => changes(before?.get(uid), wish))
      if (changing.length === 0) return
      run.touch(group.path)
      noteInverses(run, group, before, changing, wish)
      await storeFlags(box, changing, wish)
    },
    { repeatable: true },
  )
  note(run, group, uids, before ?? new Map(), wish)
}

async function readFlags(box: OpenBox, uids: number[]): Promise<Map<number, readonly string[]>> {
  const asked = new Set(uids)
  const found = new Map<number, readonly string[]>()
  // Reports about other messages may come in between.
  for (const [uid, { flags }] of await fetchFlags(box, uids)) if (asked.has(uid)) found.set(uid, flags)
  return found
}

function changes(before: readonly string[] | undefined, { add = [], remove = [] }: FlagWish): boolean {
  if (!before) return false
  return add.some((flag) => !hasFlag(before, flag)) || remove.some((flag) => hasFlag(before, flag))
}

function assertKept(box: OpenBox, { add = [] }: FlagWish): void {
  if (box.readOnly) throw new MailError('forbidden', { detail: changeRefused.readOnly })
  const kept = [...box.permanentFlags]
  for (const flag of add) {
    // RFC 3501 §7.1: \* means that new keywords can be made; it says nothing of system flags.
    const may = hasFlag(kept, flag) || (!flag.startsWith('\\') && kept.includes('\\*'))
    if (!may) throw new MailError('forbidden', { detail: changeRefused.flagNotKept(flag) })
  }
}

/** Noted before the STORE: taking back what it didn't do changes nothing. */
function noteInverses(
  run: ChangeRun,
  { path, uidValidity }: Group,
  before: ReadonlyMap<number, readonly string[]>,
  changing: readonly number[],
  { add = [], remove = [] }: FlagWish,
): void {
  for (const uid of changing) {
    const had = before.get(uid) ?? []
    const inverse = {
      add: remove.filter((flag) => hasFlag(had, flag)),
      remove: add.filter((flag) => !hasFlag(had, flag)),
    }
    run.noteInverse({ kind: 'flag', path, uidValidity, ...inverse }, [uid])
  }
}

function note(
  run: ChangeRun,
  group: Group,
  uids: readonly number[],
  before: ReadonlyMap<number, readonly string[]>,
  wish: FlagWish,
): void {
  const now = new Map<number, readonly string[]>()
  for (const [uid, flags] of before) {
    if (changes(flags, wish))
      now.set(
        uid,
        withFlags(flags, wish).filter((flag) => flag.toLowerCase() !== '\\recent'),
      )
  }
  run.done(before.size)
  run.noteFlags(group, now)
  run.noteMissing(
    group,
    uids.filter((uid) => !before.has(uid)),
  )
}
