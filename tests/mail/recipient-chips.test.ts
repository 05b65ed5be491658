import { expect, test } from 'vitest'
import {
  chipEdited,
  chipField,
  chipsMade,
  NOT_TYPING,
  peopleIn,
  peopleSettled,
  type Typing,
  typedInto,
  writtenPerson,
} from '#lib/mail/recipient-chips.ts'

const person = (address: string, name = '') => ({ name, address })
const ann = person('ann@example.org', 'Ann')
const bo = person('bo@example.org')
const addresses = (people: readonly { address: string }[]) => people.map(({ address }) => address)

/** What the draft and the field have after each letter. */
function typeLetters(text: string, people = [ann], typing: Typing = NOT_TYPING) {
  let state = { people: [...people], typing }
  for (let end = 1; end <= text.length; end++)
    state = typedInto(chipField(state.people, state.typing), text.slice(0, end))
  return state
}

test('what is being typed is in the draft with every letter, and no chip yet', () => {
  const { people, typing } = typeLetters('bo@ex')
  expect(addresses(people)).toEqual(['ann@example.org', 'bo@ex'])
  expect(chipField(people, typing)).toEqual({ chips: [ann], typed: 'bo@ex', place: 1 })
})

test('what is typed becomes chips where it stands, each person once', () => {
  const { people, typing } = typeLetters('Bo <bo@example.org>; ANN@example.org, cy@example.org')
  expect(chipsMade(chipField(people, typing))).toEqual([
    ann,
    person('bo@example.org', 'Bo'),
    person('cy@example.org'),
  ])
})

test('what is deleted again is gone from the draft', () => {
  const { people, typing } = typeLetters('b')
  expect(typedInto(chipField(people, typing), '')).toEqual({ people: [ann], typing: NOT_TYPING })
})

test('a chip is edited in its place, and comes back there', () => {
  const edited = chipEdited([person('doe@example.org', 'Doe, John'), bo], 0)
  expect(edited?.typing).toEqual({ typed: '"Doe, John" <doe@example.org>', place: 0 })
  const field = chipField(edited?.people ?? [], edited?.typing ?? NOT_TYPING)
  expect(field.chips).toEqual([bo])
  expect(chipsMade(field)).toEqual([person('doe@example.org', 'Doe, John'), bo])
  expect(chipEdited([bo], 1)).toBeNull()
})

test('where the draft was changed elsewhere meanwhile, nothing is typed any more', () => {
  const { typing } = typeLetters('bo@ex')
  expect(chipField([ann, bo], typing)).toEqual({ chips: [ann, bo], typed: '', place: 2 })
  expect(chipField([], typing)).toEqual({ chips: [], typed: '', place: 0 })
})

test('what is half typed when it is sent is read like the rest', () => {
  expect(peopleSettled([ann, person('Bo <bo@example.org>, cy@example.org')])).toEqual([
    ann,
    person('bo@example.org', 'Bo'),
    person('cy@example.org'),
  ])
  const nobody = [person('nobody')]
  expect(peopleSettled(nobody)).toEqual(nobody)
})

test('no line end and no control character of a paste gets into the draft', () => {
  expect(peopleIn('Ann\u0007 B <ann@example.org>\u2028bo@example.org\ncy@example.org')).toEqual([
    person('ann@example.org', 'Ann  B'),
    person('bo@example.org'),
    person('cy@example.org'),
  ])
})

test('a field takes no more people than a message does', () => {
  const many = Array.from({ length: 1200 }, (_, at) => `p${at}@example.org`).join(', ')
  expect(chipsMade({ chips: [ann], typed: '', place: 1 }, many)).toHaveLength(1000)
})

test('a name that needs quotes is written with them', () => {
  expect(writtenPerson(ann)).toBe('Ann <ann@example.org>')
  expect(writtenPerson(bo)).toBe('bo@example.org')
  expect(writtenPerson(person('x@example.org', 'Say "Hi"'))).toBe('"Say \\"Hi\\"" <x@example.org>')
})
