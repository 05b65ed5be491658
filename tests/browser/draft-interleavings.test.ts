import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  keptMine,
  mustBeSaved,
  OpenDraft,
  overtaken,
  saved,
  toStore,
  written,
} from '#lib/browser/open-draft.ts'

type Stored = { id: string; text: string; mine: boolean }
type Step =
  | 'type'
  | 'save'
  | 'answer'
  | 'fail'
  | 'other device'
  | 'thrown away elsewhere'
  | 'keep mine'
  | 'reload'

const BEGUN: OpenDraft = {
  ...{
    key: '0b8f5f0e-8f5b-4c52-9d0e-0d8e5a4f7a10',
    account: 'mara',
    quotedHtml: null,
    fate: 'open',
    files: [],
  },
  ...{ version: 0, savedVersion: 0, given: 0, changedAt: 0 },
  draft: { to: [], cc: [], bcc: [], subject: '', text: '', html: null, attachments: [] },
}

/** One draft on one device, the folder Drafts, and whoever else writes there. */
class World {
  open = BEGUN
  typed = ''
  stored: Stored | null = null
  /** The save that is on its way. */
  sent: OpenDraft | null = null
  #ids = 0

  #put(text: string, mine: boolean): string {
    this.#ids += 1
    this.stored = { id: `RHJhZnRz.1.${this.#ids}`, text, mine }
    return this.stored.id
  }

  /** What the server does with a save (lib/server/compose/store-draft.ts), and what the tab makes of its answer. */
  #store(sent: OpenDraft): void {
    const { text, draftId } = toStore(sent)
    const isReplaced = this.stored !== null && draftId !== undefined && this.stored.id !== draftId
    if (this.stored && isReplaced) {
      this.open = overtaken(this.open, this.stored.id)
      return
    }
    this.open = saved(this.open, sent, { id: this.#put(text, true), attachments: [] }, 1)
  }

  step(step: Step): void {
    if (step === 'type') {
      this.typed += 'x'
      this.open = written(this.open, { draft: { text: this.typed } }, 1)
    }
    if (step === 'save' && this.sent === null && mustBeSaved(this.open)) this.sent = this.open
    if (step === 'answer' && this.sent) this.#store(this.sent)
    if (step === 'answer' || step === 'fail') this.sent = null
    // From the device, as it was kept there; nobody hears the answer to what was on its way.
    if (step === 'reload' && this.sent === null) this.open = OpenDraft.parse(structuredClone(this.open))
    if (step === 'other device' && this.stored) this.#put(`${this.typed}, theirs`, false)
    if (step === 'thrown away elsewhere') this.stored = null
    if (step === 'keep mine') this.open = keptMine(offered(this.open, this.stored))
  }
}

/** The person is offered what is there now. */
function offered(open: OpenDraft, stored: Stored | null): OpenDraft {
  return open.newer !== undefined && stored ? overtaken(open, stored.id) : open
}

const steps = fc.constantFrom<Step>(
  ...(['type', 'type', 'save', 'save', 'answer', 'answer', 'fail'] as const),
  ...(['other device', 'thrown away elsewhere', 'keep mine', 'reload'] as const),
)

test('however keys, saves and other devices follow each other, no letter is lost and no other version is written over', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 60 }), (course) => {
      const world = new World()
      for (const step of course) {
        const before = world.stored
        const chosen = world.open.newer === undefined ? world.open.draft.draftId : null
        world.step(step)
        expect(world.open.draft.text).toBe(world.typed)
        expect(world.open.savedVersion).toBeLessThanOrEqual(world.open.version)
        // Another device's version goes only where this one had it before its eyes.
        if (step === 'answer' && before?.mine === false && world.stored !== before)
          expect(chosen).toBe(before.id)
        if (world.open.newer !== undefined) expect(mustBeSaved(world.open)).toBe(false)
      }
      for (const step of ['answer', 'keep mine', 'save', 'answer', 'keep mine', 'save', 'answer'] as const)
        world.step(step)
      expect(mustBeSaved(world.open)).toBe(false)
      if (world.open.version > 0 && world.stored?.mine) expect(world.stored.text).toBe(world.typed)
    }),
    { numRuns: 2_000 },
  )
})
