import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { threadKeyOf, threadNamesOf } from '#lib/mail/thread-keys.ts'
import { threadMessages } from '#lib/mail/thread-messages.ts'

function threading(messages: readonly (readonly string[])[]) {
  const starts = Uint32Array.from({ length: messages.length + 1 })
  for (const [at, names] of messages.entries()) starts[at + 1] = (starts[at] ?? 0) + names.length
  return threadMessages({ starts, keys: Float64Array.from(messages.flat(), threadKeyOf) })
}

/** The conversations as sets of messages, each named by its place. */
function conversations(messages: readonly (readonly string[])[], names = messages.map((_, at) => at)) {
  const sets = new Map<number, number[]>()
  for (const [at, number] of threading(messages).of.entries())
    sets.set(number, [...(sets.get(number) ?? []), names[at] ?? -1])
  return [...sets.values()].map((set) => set.sort((a, b) => a - b)).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}

test('who answers whom is one conversation, however the links lie', () => {
  const messages = [['a'], ['x'], ['b', 'a'], ['c', 'b'], ['y', 'gone'], ['z', 'gone'], [], []]
  expect(conversations(messages)).toEqual([[0, 2, 3], [1], [4, 5], [6], [7]])
  expect([...threading(messages).sizes]).toEqual([3, 1, 2, 1, 1])
})

test('an answer that comes before what it answers finds it', () => {
  expect(conversations([['c', 'b'], ['a'], ['b', 'a']])).toEqual([[0, 1, 2]])
})

test('cycles, self references and one Message-ID on several messages are no trouble', () => {
  expect(conversations([['a', 'b'], ['b', 'a'], ['c', 'c', 'c'], ['d'], ['d'], ['e', 'd']])).toEqual([
    [0, 1],
    [2],
    [3, 4, 5],
  ])
})

test('no messages are no conversations', () => {
  expect(conversations([])).toEqual([])
})

const message = fc.array(fc.integer({ min: 0, max: 25 }).map(String), { maxLength: 5 })

test('any order of arrival gives the same conversations as all at once', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 30 }).chain((messages) =>
        fc.tuple(
          fc.constant(messages),
          fc.shuffledSubarray(
            messages.map((_, at) => at),
            { minLength: messages.length },
          ),
        ),
      ),
      ([messages, order]) => {
        const shuffled = order.map((at) => messages[at] ?? [])
        expect(conversations(shuffled, order)).toEqual(conversations(messages))
      },
    ),
    { seed: 20261126, numRuns: 500 },
  )
})

test('the conversations are what following every shared name by hand finds', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 20 }), (messages) => {
      const { of, sizes } = threading(messages)
      const reached = (from: number) => {
        const found = new Set([from])
        for (const one of found)
          for (const [other, names] of messages.entries())
            if (names.some((name) => messages[one]?.includes(name))) found.add(other)
        return found
      }
      for (const at of messages.keys()) {
        const together = reached(at)
        expect(sizes[of[at] ?? -1]).toBe(together.size)
        for (const other of messages.keys()) expect(of[at] === of[other]).toBe(together.has(other))
      }
    }),
    { seed: 20261127, numRuns: 200 },
  )
})

const namesOf = (...lines: string[]) =>
  threadNamesOf(parseHeader(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)))

test('a message names itself and its References, or the first of In-Reply-To where it has none', () => {
  expect(namesOf('Message-ID: <a@x>', 'In-Reply-To: <b@x> <c@x>')).toEqual(['a@x', 'b@x'])
  expect(namesOf('Message-ID: <a@x>', 'References: <r@x>\r\n <b@x>', 'In-Reply-To: <c@x>')).toEqual([
    'a@x',
    'r@x',
    'b@x',
  ])
  expect(namesOf('Message-ID: <a@x>', 'References: <a@x> <a@x>')).toEqual(['a@x'])
  expect(namesOf('Message-ID: <a@x>', 'In-Reply-To: Your message of Tuesday')).toEqual(['a@x'])
  expect(namesOf('Subject: nothing')).toEqual([])
})

test('a megabyte of References is read at its ends: the root and the nearest ancestors count', () => {
  const ids = Array.from({ length: 60_000 }, (_, at) => `<${at}.aaaa@x>`)
  const names = namesOf('Message-ID: <own@x>', `References: ${ids.join(' ')}`)
  expect(names.length).toBeLessThanOrEqual(33)
  expect(names.slice(0, 2)).toEqual(['own@x', '0.aaaa@x'])
  expect(names.at(-1)).toBe('59999.aaaa@x')
  expect(namesOf(`References: <${'x'.repeat(1_000_000)}`)).toEqual([])
  expect(namesOf(`References: ${'<'.repeat(1_000_000)}`)).toEqual([])
})

test('keys are whole numbers, and as different as their names', () => {
  const keys = new Set(Array.from({ length: 200_000 }, (_, at) => threadKeyOf(`${at}.mail@example.org`)))
  expect(keys.size).toBe(200_000)
  for (const key of [...keys].slice(0, 1_000)) expect(Number.isSafeInteger(key) && key >= 0).toBe(true)
})
