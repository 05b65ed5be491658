import { expect, test } from 'vitest'
import { mayHaveRole, rolesToAssign } from '#lib/mail/assign-role.ts'
import { folder } from './a-folder.ts'

test('what the server says of a role is not for the user to say', () => {
  const folders = [
    folder('INBOX', { role: 'inbox', roleBy: 'server' }),
    folder('Trash', { role: 'trash', roleBy: 'server' }),
    folder('Archive', { role: 'archive', roleBy: 'name' }),
    folder('Old', { role: 'sent', roleBy: 'user' }),
  ]
  expect(rolesToAssign(folders)).toEqual(['archive', 'drafts', 'sent', 'junk'])
  expect(folders.map((one) => mayHaveRole(one, folders))).toEqual([false, false, true, true])
})

test('a folder of somebody else, or one that holds no mail, is given no role', () => {
  expect(mayHaveRole(folder('Shared/Board', { rights: 'lrswipkxtea' }), [])).toBe(false)
  expect(mayHaveRole(folder('Step', { selectable: false }), [])).toBe(false)
  const all = (['archive', 'drafts', 'sent', 'junk', 'trash'] as const).map((role) =>
    folder(role, { role, roleBy: 'server' }),
  )
  expect(mayHaveRole(folder('Old'), all)).toBe(false)
})
