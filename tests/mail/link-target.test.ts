import { expect, test } from 'vitest'
import { linkTarget, misleadingHost, remoteImage } from '#lib/mail/link-target.ts'

test.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'blob:https://a.example/1',
  'vbscript:x',
  'about:blank',
  'view-source:https://a.example/',
  '/api/session',
  'api/session',
  '?q=x',
  '',
])('%j is a dead link', (href) => {
  expect(linkTarget(href)).toBeNull()
})

test('the web, mail addresses, telephones and places in the mail are followed', () => {
  expect(linkTarget('https://a.example/x?y#z')).toBe('https://a.example/x?y#z')
  expect(linkTarget('//a.example/x')).toBe('https://a.example/x')
  expect(linkTarget('mailto:a@b.example?subject=x')).toBe('mailto:a@b.example?subject=x')
  expect(linkTarget('tel:+49301234')).toBe('tel:+49301234')
  expect(linkTarget('#chapter')).toBe('#chapter')
})

test('a link whose text shows another host is told by its real one', () => {
  expect(misleadingHost('https://evil.example/login', 'https://mybank.com/login')).toBe('evil.example')
  expect(misleadingHost('https://evil.example/', 'mybank.com')).toBe('evil.example')
  expect(misleadingHost('https://evil.example/', 'www.my\u200bbank.com')).toBe('evil.example')
  expect(misleadingHost('https://mybank.com.evil.example/', 'mybank.com')).toBe('mybank.com.evil.example')
})

test('honest links are left alone', () => {
  expect(misleadingHost('https://www.mybank.com/a', 'mybank.com')).toBeNull()
  expect(misleadingHost('https://click.mybank.com/a', 'mybank.com')).toBeNull()
  expect(misleadingHost('https://mybank.com/', 'https://www.mybank.com/start')).toBeNull()
  expect(misleadingHost('https://track.example/', 'Read more')).toBeNull()
  expect(misleadingHost('https://track.example/', 'The e.g. and the report.')).toBeNull()
  expect(misleadingHost('mailto:a@b.example', 'mybank.com')).toBeNull()
})

test('only http and https pictures are remote ones', () => {
  expect(remoteImage('//a.example/x.png')).toBe('https://a.example/x.png')
  expect(remoteImage(' http://a.example/x.png ')).toBe('http://a.example/x.png')
  expect(remoteImage('/api/session')).toBeNull()
  expect(remoteImage('ftp://a.example/x.png')).toBeNull()
})
