/** Every verb through every fault of the wire and the server (docs of the promise: SECURITY.md, connection faults). */
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { SearchPage } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { openConnections } from '#lib/server/imap/process-connections.ts'
import type { Trigger } from '#tests/servers/fault-proxy.ts'
import type { Fault } from '#tests/servers/proxied-connection.ts'
import { type Outcome, type State, stateOf, VERBS, type Verb } from '#tests/servers/verbs.ts'
import { type Wired, Wires } from '#tests/servers/wires.ts'

/** `isFor`: the verbs that it is tried on, all where left out. */
type Case = { fault: Fault; when: 'before' | 'after'; byte?: number; isFor?: (verb: Verb) => boolean }

/** Reads are asked again in the same words, whatever stopped them. */
const writes = ({ change }: Verb) => change !== undefined

const FAULTS: [string, Case][] = [
  ['cut before it', { fault: { kind: 'cut' }, when: 'before' }],
  ['cut before its answer', { fault: { kind: 'cut' }, when: 'after' }],
  ['cut within its answer', { fault: { kind: 'cut' }, when: 'after', byte: 15 }],
  ['reset before its answer', { fault: { kind: 'reset' }, when: 'after' }],
  ['half-closed before its answer', { fault: { kind: 'half-close' }, when: 'after' }],
  ['told BYE instead', { fault: { kind: 'bye' }, when: 'before' }],
  ['answered slowly', { fault: { kind: 'delay', milliseconds: 300 }, when: 'after' }],
  ['answered in crumbs', { fault: { kind: 'dribble' }, when: 'after' }],
  ['refused as UNAVAILABLE', { fault: { kind: 'refuse', code: 'UNAVAILABLE' }, when: 'before' }],
  ['refused as THROTTLED', { fault: { kind: 'refuse', code: 'THROTTLED' }, when: 'before', isFor: writes }],
  ['refused by a LIMIT', { fault: { kind: 'refuse', code: 'LIMIT' }, when: 'before', isFor: writes }],
]

const SILENCE: [string, Case][] = [
  ['forgotten by the way before it', { fault: { kind: 'hang' }, when: 'before', isFor: writes }],
  ['forgotten by the way before its answer', { fault: { kind: 'hang' }, when: 'after' }],
  ['frozen before it', { fault: { kind: 'freeze' }, when: 'before' }],
]

const inbox = folderIdOf('INBOX')
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

/** Whatever happens, it ends within 30 seconds; on a machine that stood still for some of them, a little later. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), 40_000)
  })
  return await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function triggerOf({ when, byte }: Case, line: RegExp): Trigger {
  return when === 'before' ? { line, when } : { line, when, ...(byte !== undefined && { byte }) }
}

/** A search over several folders says of which it knows nothing. */
function namesFailed(body: unknown): boolean {
  return ((body as Partial<SearchPage> | null)?.failed ?? []).length > 0
}

/** It was done, and is right; or a problem says clearly that it can't be said to be done. */
function expectHonest({ status, body, broken }: Outcome, verb: Verb, { fault }: Case): boolean {
  if (status < 300 && !broken) {
    const told = Buffer.isBuffer(body)
      ? /event: problem/.test(`${body.subarray(0, 4_000)}`)
      : verb.change === undefined && namesFailed(body)
    if (!told) expect(verb.isRight(body as never), JSON.stringify(body)?.slice(0, 500)).toBe(true)
    if (told) expect(['delay', 'dribble']).not.toContain(fault.kind)
    return !told
  }
  if (!broken) {
    const problem = body as Problem
    const code = fault.kind === 'refuse' && fault.code === 'LIMIT' ? 'refused' : 'unavailable'
    expect([status, problem.code], JSON.stringify(body)).toEqual([code === 'refused' ? 422 : 503, code])
    expect(problem.detail.length).toBeGreaterThan(10)
  }
  // Nothing but a loss or a refusal is a reason to fail.
  expect(['delay', 'dribble']).not.toContain(fault.kind)
  return false
}

async function survives({ api, box, wire }: Wired, verb: Verb, one: Case): Promise<void> {
  const client = await box.otherClient()
  const before = await stateOf(client)
  const after: State = structuredClone(before)
  verb.change?.(after)
  if (verb.before) await verb.before(api)
  wire.arm(one.fault, triggerOf(one, verb.line))
  const running = inTime(verb.run(api))
  const thaw = one.fault.kind === 'freeze' && setTimeout(() => wire.thaw(), 1_500)
  const outcome = await running
  if (thaw) clearTimeout(thaw)
  expect(wire.seen, `${verb.line} was said: ${wire.lines.join(' | ').slice(0, 800)}`).toBeGreaterThan(0)
  const done = expectHonest(outcome, verb, one)
  wire.disarm()
  wire.thaw()
  const now = await stateOf(client)
  if (done) expect(now).toEqual(after)
  else expect([before, after]).toContainEqual(now)
  // The fault is over: what is asked next works at once.
  const list = await inTime(api.get<{ total: number }>(`/api/folders/${inbox}/messages`))
  expect([list.status, list.body.total]).toEqual([200, now.folders.INBOX?.length])
  if (!done && verb.repeatable) {
    // It may still be under way: then its answer is waited for, and nothing is done twice.
    await vi.waitFor(
      async () => {
        const again = await verb.run(api)
        expect(again.status, JSON.stringify(again.body)).toBe(200)
      },
      { timeout: 30_000, interval: 500 },
    )
    expect(await stateOf(client)).toEqual(after)
  }
  expect(wire.most).toBeLessThanOrEqual(3)
}

function everyVerb(name: string, faults: [string, Case][], begin: () => Promise<Wires>): void {
  describe(name, () => {
    let wires: Wires | undefined
    beforeAll(async () => {
      wires = await begin()
    })
    afterAll(async () => {
      await closeAccounts()
      await vi.waitFor(() => expect(openConnections()).toBe(0), { timeout: 10_000 })
      await wires?.stop()
      expect(unhandled).toEqual([])
    })
    for (const [what, one] of faults) {
      test.concurrent.for(VERBS.filter(one.isFor ?? (() => true)).map((verb) => [verb.name, verb] as const))(
        `${what}: %s`,
        { timeout: 120_000 },
        async ([, verb]) => await wires?.play(verb.seeds, (wired) => survives(wired, verb, one)),
      )
    }
  })
}

everyVerb('whatever breaks', FAULTS, () => Wires.start(inject('dovecot'), 8))
everyVerb('whatever falls silent', SILENCE, () =>
  Wires.start(inject('dovecot'), 8, {
    connect: 3_000,
    work: 3_000,
    bulk: 3_000,
    search: 3_000,
    answer: 5_000,
  }),
)
