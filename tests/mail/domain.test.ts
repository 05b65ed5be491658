import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asciiDomain, domainOf, registeredDomain, unicodeDomain } from '#lib/mail/domain.ts'
import { lookalikeDomain } from '#lib/mail/lookalike-domain.ts'

test('a domain has one spelling to be compared in', () => {
  expect(asciiDomain('Example.ORG.')).toBe('example.org')
  expect(asciiDomain('MÜNCHEN.example')).toBe('xn--mnchen-3ya.example')
  expect(asciiDomain('ｅｘａｍｐｌｅ。org')).toBe('example.org')
  for (const none of [
    '',
    ' ',
    'a b',
    'a/b',
    '127.0.0.1',
    '2130706433',
    'a..b',
    '-',
    'a@b',
    '[::1]',
    'x:1',
    'a?b',
  ])
    expect(asciiDomain(none), none).toBeNull()
})

test('the domain of an address stands behind its last @', () => {
  expect(domainOf('"a@b.example"@example.org')).toBe('example.org')
  expect(domainOf('anna')).toBeNull()
  expect(domainOf('anna@')).toBeNull()
})

test('hosts below a registered domain count as one', () => {
  expect(registeredDomain('news.mail.example.org')).toBe('example.org')
  expect(registeredDomain('a.example.co.uk')).toBe('example.co.uk')
  expect(registeredDomain('example.de')).toBe('example.de')
})

test('punycode reads as other implementations read it', () => {
  expect(unicodeDomain('xn--mnchen-3ya.example')).toBe('münchen.example')
  expect(unicodeDomain('xn--80ak6aa92e.com')).toBe('аррӏе.com')
  expect(unicodeDomain('xn--ls8h.example')).toBe('💩.example')
  expect(unicodeDomain('xn--99999999999.xn--.example')).toBe('xn--99999999999.xn--.example')
  const word = fc.string({
    unit: fc.constantFrom(...'abcxyzüñéßжщдλφ日本語한글אבגعرب'),
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(word, (label) => {
      const ascii = domainToASCII(`${label}.example`)
      fc.pre(ascii !== '')
      expect(unicodeDomain(ascii)).toBe(domainToUnicode(ascii))
    }),
    { seed: 7, numRuns: 1000 },
  )
})

test.each([
  ['аррӏе.com', 'xn--80ak6aa92e.com'],
  ['xn--80ak6aa92e.com', 'xn--80ak6aa92e.com'],
  ['pаypal.com', 'xn--pypal-4ve.com'],
  ['gооgle.example', 'xn--ggle-55da.example'],
  ['www.раураӏ.com', 'www.xn--80aa0cbo65f.com'],
  ['νονο.com', 'xn--yxaafb.com'],
  ['ɡoogle.com', 'xn--oogle-qmc.com'],
  ['ехаmple.org', 'xn--mple-43d3a6i.org'],
])('%s passes for something else', (domain, real) => {
  const found = lookalikeDomain(domain)
  expect(found?.real).toBe(real)
  expect(found?.shown).toBe(unicodeDomain(real))
})

test.each([
  'example.org',
  'münchen.example',
  'почта.рф',
  'яндекс.com',
  '日本語.jp',
  'お名前.com',
  'abcカフェ.jp',
  '한국abc.kr',
  'مثال.example',
  'ελλάδα.gr',
  'שלום.example',
  'ไทย.example',
  'भारत.example',
  'café-münster.example',
])('%s is honest', (domain) => {
  expect(lookalikeDomain(domain)).toBeNull()
})
