import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import {
  nothingUsed,
  UsedLately,
  withCommand,
  withFolder,
  withSearch,
} from '#lib/browser/used-lately-record.ts'

const [A, B] = [folderIdOf('A'), folderIdOf('B')]
const nothing = nothingUsed('me mail.example')

test('the newest stands first, and nothing stands twice', () => {
  const used = withFolder(
    withFolder(withFolder(nothing, A, 'anna@example.org'), B, null),
    A,
    'anna@example.org',
  )
  expect(used.folders).toEqual([A, B])
  expect(used.senders).toEqual([{ sender: 'anna@example.org', folderId: A }])
  expect(withSearch(withSearch(withSearch(nothing, 'a'), 'b'), 'a').searches).toEqual(['a', 'b'])
})

test('a sender may have several folders', () => {
  const used = withFolder(withFolder(nothing, A, 'anna@example.org'), B, 'anna@example.org')
  expect(used.senders.map(({ folderId }) => folderId)).toEqual([B, A])
})

test('however much is used, what is kept is bounded and can be read again', () => {
  let used = nothing
  for (let at = 0; at < 1000; at++) {
    used = withFolder(used, folderIdOf(`Folder ${at}`), `s${at}@example.org`)
    used = withCommand(withSearch(used, `search ${at}`), `command ${at}`)
  }
  expect(JSON.stringify(used).length).toBeLessThan(40_000)
  expect(UsedLately.parse(JSON.parse(JSON.stringify(used)))).toEqual(used)
})
