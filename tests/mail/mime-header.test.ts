import { expect, test } from 'vitest'
import { fileNameOf } from '#lib/mail/attachments.ts'
import { lacksName, parseParameters, withOwnHeader } from '#lib/mail/mime-header.ts'
import { bodyPart } from './body-part.ts'

test('parameters are read with quotes, without them, and the first of each counts', () => {
  expect([...parseParameters('attachment; FileName="a \\"b\\"; c.txt"; x=y; filename=z')]).toEqual([
    ['filename', 'a "b"; c.txt'],
    ['x', 'y'],
  ])
  expect([...parseParameters('attachment; filename=my file.pdf ;size=3')]).toEqual([
    ['filename', 'my file.pdf'],
    ['size', '3'],
  ])
  expect([...parseParameters('attachment')]).toEqual([])
  expect([...parseParameters(';=;;a=;__proto__=x')]).toEqual([
    ['a', ''],
    ['__proto__', 'x'],
  ])
})

test('a name that the server lost is found in the part itself', () => {
  const nameless = bodyPart('2', 'application/pdf', { disposition: 'attachment' })
  const damaged = bodyPart('2', 'application/pdf', { parameters: new Map([['name', 'Gr\ufffd\ufffde.pdf']]) })
  const header = Buffer.from('Content-Type: application/pdf;\r\n name="Gr\xfc\xdfe.pdf"\r\n\r\n', 'latin1')
  expect([nameless, damaged].map(lacksName)).toEqual([true, true])
  expect([nameless, damaged].map((part) => fileNameOf(withOwnHeader(part, header)))).toEqual([
    'Grüße.pdf',
    'Grüße.pdf',
  ])
  expect(lacksName(bodyPart('2', 'application/pdf', { parameters: new Map([['name*0', 'a.pdf']]) }))).toBe(
    false,
  )
})

test('a field of nothing but separators takes no time', () => {
  expect(parseParameters(';'.repeat(1_000_000)).size).toBe(0)
  expect(parseParameters(';a="'.repeat(250_000)).size).toBeLessThanOrEqual(1)
})
