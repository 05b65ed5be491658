import { expect, test } from 'vitest'
import { distinctFileNames, inventedFileName, safeFileName } from '#lib/mail/file-name.ts'

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\evil.exe', 'evil.exe'],
  ['a/b/', 'b'],
  ['..', ''],
  ['.htaccess', 'htaccess'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['a\0b\r\nc.txt', 'abc.txt'],
  ['  spaced   name .txt. ', 'spaced name .txt'],
  ['what?*.txt', 'what?*.txt'],
  ['Übersicht – 你好.pdf', 'Übersicht – 你好.pdf'],
  ['', ''],
])('%j is saved as %j', (given, safe) => {
  expect(safeFileName(given)).toBe(safe)
})

test('a long name keeps its ending', () => {
  const name = safeFileName(`${'ä'.repeat(5000)}.pdf`)
  expect(name).toHaveLength(180)
  expect(name).toMatch(/ä\.pdf$/)
})

test('a part without a name gets one that says what it is', () => {
  expect(inventedFileName('message/rfc822')).toBe('message.eml')
  expect(inventedFileName('image/png')).toBe('image.png')
  expect(inventedFileName('application/x-whatever')).toBe('attachment.bin')
  expect(inventedFileName('__proto__')).toBe('attachment.bin')
})

test('names in one archive differ, whatever their case', () => {
  expect(distinctFileNames(['c:?', 'a.txt', 'A.TXT', 'a (2).txt', 'a.txt', 'b', 'b'])).toEqual([
    'c__',
    'a.txt',
    'A (2).TXT',
    'a (2) (2).txt',
    'a (3).txt',
    'b',
    'b (2)',
  ])
})
