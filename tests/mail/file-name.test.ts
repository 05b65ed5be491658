import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distinctFileNames, fileNameToSave, inventedFileName, safeFileName } from '#lib/mail/file-name.ts'

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\evil.exe', 'evil.exe'],
  ['a/b/', 'b'],
  ['..', ''],
  ['.htaccess', 'htaccess'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['a\0b\r\nc.txt', 'abc.txt'],
  ['invoice.pdf\u3164\u3164\u2800\u{e0020}.exe', 'invoice.pdf.exe'],
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

test.each([
  ['NUL', 'NUL_'],
  ['nul.txt', 'nul_.txt'],
  ['con.tar.gz', 'con_.tar.gz'],
  ['COM1', 'COM1_'],
  ['lpt¹.doc', 'lpt¹_.doc'],
  ['aux .h', 'aux_ .h'],
  ['CONOUT$', 'CONOUT$_'],
  ['console.log', 'console.log'],
  ['com10', 'com10'],
  ['a:b*c?"<>|.txt', 'a_b_c_____.txt'],
  ['../x/..', 'attachment'],
  ['ends in dots...', 'ends in dots'],
  ['gru\u0308n.txt', 'gr\u00fcn.txt'],
  ['', 'attachment'],
  ['\u202e', 'attachment'],
])('%j goes to any disk as %j', (given, saved) => {
  expect(fileNameToSave(given)).toBe(saved)
})

test('a long name fits a file system in bytes, keeps its ending and halves no character', () => {
  for (const letter of ['a', 'ä', '你', '👩']) {
    const saved = fileNameToSave(`${letter.repeat(3000)}.pdf`)
    expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(200)
    expect(saved).toMatch(/\.pdf$/)
    expect(saved.isWellFormed()).toBe(true)
    const many = distinctFileNames(Array.from({ length: 12 }, () => `${letter.repeat(3000)}.pdf`))
    expect(new Set(many.map((name) => name.toLowerCase())).size).toBe(12)
    expect(many.every((name) => Buffer.byteLength(name) <= 200 && name.endsWith('.pdf'))).toBe(true)
  }
})

test('whatever a stranger calls a file, it is saved in its folder, as a plain file, under a name of its own', () => {
  const anything = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('nul', 'CON.', '../', 'a.b')),
    {
      maxLength: 12,
    },
  )
  fc.assert(
    fc.property(anything, (names) => {
      const saved = distinctFileNames(names)
      expect(new Set(saved.map((name) => name.toLowerCase())).size).toBe(names.length)
      for (const name of saved) {
        expect(name).toMatch(/^[^/\\:*?"<>|\p{Cc}\u202e]+$/u)
        expect(name).not.toMatch(/^\.|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
      }
    }),
  )
})
