import { expect, test } from 'vitest'
import { allows, type FolderAct } from '#lib/mail/folder-rights.ts'

const ACTS: FolderAct[] = ['seen', 'flag', 'take', 'put']
const allowed = (rights: string | undefined) => ACTS.filter((act) => allows(rights, act))

test.each([
  ['lrswipkxtecda', ACTS],
  ['lr', []],
  ['', []],
  ['lrs', ['seen']],
  ['lrsw', ['seen', 'flag']],
  ['lri', ['put']],
  // One of the two is not enough: what may be marked as deleted must be allowed to go.
  ['lrt', []],
  ['lre', []],
  ['lrte', ['take']],
  ['lrd', ['take']],
])('the rights %j allow %j', (rights, acts) => {
  expect(allowed(rights)).toEqual(acts)
})

test('where a server says nothing of rights, everything is tried', () => {
  expect(allowed(undefined)).toEqual(ACTS)
})
