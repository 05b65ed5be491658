/** The one door for every change to messages: a change says the wished state, never "toggle". */
import * as z from 'zod/mini'
import { FolderId, MessageId } from './ids.ts'
import { Filter, FilterList, Flag, FlagState, Query } from './messages.ts'

const Uid = z.number().check(z.int(), z.gte(1), z.lte(4294967295))

/**
 * A whole view, up to what the person saw: the messages with a UID below `until`. Left out: all that are there now.
 *
 * `folderId: "all"` is the search `q` over all folders (those that `GET /api/search` looks into, `in:` honoured). Its
 * `until` says by folder how far it was seen, as the search's answer has it; a folder that isn't named there was not
 * seen, so nothing in it is touched. `except` may name messages of any folder. Deleting such a view leaves alone what
 * lies in the trash already: nothing is deleted for good that was not looked at there.
 *
 * `uidValidity` says by folder how it was numbered then: one that is numbered anew refuses the change (409), untouched.
 */
export const View = z
  .object({
    folderId: z.union([FolderId, z.literal('all')]),
    until: z.optional(z.union([Uid, z.record(FolderId, Uid)])),
    uidValidity: z.optional(z.record(FolderId, Uid)),
    q: z.optional(Query),
    filter: z.optional(z.union([FilterList, z.array(Filter).check(z.maxLength(4))])),
    except: z.optional(z.array(MessageId).check(z.maxLength(1000))),
    /** Of one folder: whole conversations, every message of one of which the view has a message. So is what is excepted. */
    threads: z.optional(z.boolean()),
    /** Messages of one folder that are in the view as well, although the filter no longer lets them through. */
    keep: z.optional(z.array(MessageId).check(z.maxLength(1000))),
  })
  .check(
    z.refine(({ folderId, q }) => folderId !== 'all' || (q ?? '').trim() !== '', {
      path: ['q'],
      error: 'is needed for a view of all folders',
    }),
    z.refine(
      ({ folderId, until }) => until === undefined || (folderId === 'all') !== (typeof until === 'number'),
      {
        path: ['until'],
        error: 'is a number for one folder, and by folder for all of them',
      },
    ),
    z.refine(({ folderId, filter }) => folderId !== 'all' || !filter || filter.length === 0, {
      path: ['filter'],
      error: 'is of one folder: say it in q, as `is:unread`',
    }),
  )
export type View = z.infer<typeof View>

/** Which messages: named ones (at most 1,000), or a whole view. */
export const Selection = z.union([
  z.strictObject({ ids: z.array(MessageId).check(z.maxLength(1000)) }),
  z.strictObject({ all: View }),
])
export type Selection = z.infer<typeof Selection>

const every = {
  changeId: z.optional(z.uuid()),
  /** The same for the changes that one press made: they are listed as one (`GET /api/changes/recent`). */
  batch: z.optional(z.uuid()),
  /** Nobody asked for it, as when a message counts as read because it was opened: it is not listed. */
  quiet: z.optional(z.boolean()),
}
const flags = z.optional(z.array(Flag).check(z.maxLength(50)))

/** A change, by its kind. The same `changeId` within 10 minutes gets the first answer. */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flag'), messages: Selection, add: flags, remove: flags, ...every }),
  z.object({ kind: z.literal('move'), messages: Selection, to: FolderId, ...every }),
  z.object({ kind: z.literal('copy'), messages: Selection, to: FolderId, ...every }),
  z.object({ kind: z.literal('delete'), messages: Selection, ...every }),
  z.object({ kind: z.literal('expunge'), messages: Selection, ...every }),
  z.object({ kind: z.literal('undo'), token: z.string().check(z.minLength(1), z.maxLength(100)), ...every }),
])
export type Change = z.infer<typeof Change>

/** What brings a change back: send it as it is. */
export const Undo = z.object({ kind: z.literal('undo'), token: z.string() })
export type Undo = z.infer<typeof Undo>

/** What a change did. Above 1,000 messages `updated` and `moved` are left out. */
export const ChangeResult = z.object({
  count: z.number(),
  updated: z.optional(z.array(FlagState)),
  moved: z.optional(z.array(z.object({ from: MessageId, to: z.nullable(MessageId) }))),
  missing: z.array(MessageId),
  /** It was stopped before all was done. */
  stopped: z.optional(z.boolean()),
  undo: z.nullable(Undo),
})
export type ChangeResult = z.infer<typeof ChangeResult>
