/** Flags: only what isn't as wished yet is touched, so that an undo gives back exactly that. */
import { type FlagWish, withFlags } from '#lib/mail/apply-change.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { keepsFlag } from '#lib/server/imap/kept-flags.ts'
import type { ChangeRun, Group } from './change-run.ts'
import { changes, type FlagsBack, type FlagsBefore, storeWish } from './store-wish.ts'

/**
 * Sets and clears flags.
 * @throws MailError forbidden (read-only, or a flag the folder can't keep), uidvalidity_changed, refused (also where the
 *   server said yes and kept nothing), unavailable
 */
export async function flagMessages(run: ChangeRun, groups: readonly Group[], wish: FlagWish): Promise<void> {
  await run.eachChunk(groups, (group, uids) => flagChunk(run, group, uids, wish))
}

async function flagChunk(run: ChangeRun, group: Group, uids: number[], wish: FlagWish): Promise<void> {
  const { path, uidValidity } = group
  const backs = new Map<number, FlagsBack>()
  const wishIn = (box: OpenBox) => {
    assertKept(box, wish)
    return wish
  }
  let dropped: string | null = null
  try {
    const stored = await storeWish({ run, group, uids, wishIn, backs, verify: true })
    dropped = stored.dropped
    if (dropped) throw new MailError('refused', { detail: changeRefused.flagDropped(dropped) })
    note(run, group, uids, stored.before, wish)
  } finally {
    // A flag that alone was wished and not kept leaves nothing to take back.
    const nothing = dropped !== null && (wish.add?.length ?? 0) + (wish.remove?.length ?? 0) === 1
    if (!nothing)
      for (const [uid, back] of backs) run.noteInverse({ kind: 'flag', path, uidValidity, ...back }, [uid])
  }
}

function assertKept(box: OpenBox, { add = [] }: FlagWish): void {
  if (box.readOnly) throw new MailError('forbidden', { detail: changeRefused.readOnly })
  const lost = add.find((flag) => !keepsFlag(box, flag))
  if (lost) throw new MailError('forbidden', { detail: changeRefused.flagNotKept(lost) })
}

function note(run: ChangeRun, group: Group, uids: readonly number[], before: FlagsBefore, wish: FlagWish) {
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
