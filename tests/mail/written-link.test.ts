import { expect, test } from 'vitest'
import { safeLink, writtenLink } from '#lib/mail/written-link.ts'

test('an address of a page, of somebody or of a telephone is a link, as one writes it', () => {
  expect(writtenLink('example.org/a?b=c')).toBe('https://example.org/a?b=c')
  expect(writtenLink(' https://example.org ')).toBe('https://example.org')
  expect(writtenLink('localhost.example:8080/x')).toBe('https://localhost.example:8080/x')
  expect(writtenLink('ann@example.org')).toBe('mailto:ann@example.org')
  expect(writtenLink('mailto:ann@example.org')).toBe('mailto:ann@example.org')
})

test('what would act, or lead nowhere, is none', () => {
  for (const typed of [
    '',
    'hello',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc',
    'blob:x',
    'https://',
  ])
    expect(writtenLink(typed), typed).toBeNull()
  expect(safeLink('\tjavascript:alert(1)')).toBeNull()
})
