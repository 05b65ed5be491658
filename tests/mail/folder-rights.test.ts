import { expect, test } from 'vitest'
import { allows, type FolderAct } from '#lib/mail/folder-rights.ts'

const ACTS: FolderAct[] = ['seen', 'flag', 'take', 'put', 'create', 'remove']
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
  ['lrk', ['create']],
  ['lrx', ['remove']],
  // As RFC 2086 had them.
  ['lrc', ['create', 'remove']],
  ['lrd', ['take', 'remove']],
])('the rights %j allow %j', (rights, acts) => {
  expect(allowed(rights)).toEqual(acts)
})

test('where a server says nothing of rights, everything is tried', () => {
  expect(allowed(undefined)).toEqual(ACTS)
})
