import { expect, test } from 'vitest'
import { linkTarget, misleadingTarget, remoteImage } from '#lib/mail/link-target.ts'

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
  expect(misleadingTarget('https://evil.example/login', 'https://mybank.com/login')).toBe('evil.example')
  expect(misleadingTarget('https://evil.example/', 'mybank.com')).toBe('evil.example')
  expect(misleadingTarget('https://evil.example/', 'www.my\u200bbank.com')).toBe('evil.example')
  expect(misleadingTarget('https://mybank.com.evil.example/', 'mybank.com')).toBe('mybank.com.evil.example')
})

test.each([
  ['https://evil.example/', 'Sign in at https://mybank.com/login to go on', 'evil.example'],
  ['https://mybank.com@evil.example/', 'https://mybank.com@evil.example/', 'evil.example'],
  ['https://evil.example/', 'https://mybank.com:443\\@evil.example', 'evil.example'],
  ['https://moc.knabym.example/', '\u202emoc.knabym', 'moc.knabym.example'],
  ['https://аррӏе.com/', 'https://аррӏе.com/', 'xn--80ak6aa92e.com'],
  ['https://аррӏе.com/', 'Read more', 'xn--80ak6aa92e.com'],
  ['mailto:a@evil.example?cc=b@mybank.com', 'help@mybank.com', 'a@evil.example'],
])('%s behind the text %j is told', (href, text, told) => {
  expect(misleadingTarget(linkTarget(href) ?? '', text)).toBe(told)
})

test.each([
  ['https://mybank.com/a', 'Sign in at https://www.mybank.com/ now'],
  ['https://münchen.example/', 'münchen.example'],
  ['https://track.example/', 'version 1.2.3, see section 4.b'],
  ['https://track.example/', 'שלום \u2067abc\u2069'],
  ['https://track.example/', 'write to help@mybank.com'],
  ['mailto:Help@mybank.com', 'help@mybank.com'],
  ['mailto:%', 'Write to us'],
])('%s behind the text %j is honest', (href, text) => {
  expect(misleadingTarget(linkTarget(href) ?? '', text)).toBeNull()
})

test('honest links are left alone', () => {
  expect(misleadingTarget('https://www.mybank.com/a', 'mybank.com')).toBeNull()
  expect(misleadingTarget('https://click.mybank.com/a', 'mybank.com')).toBeNull()
  expect(misleadingTarget('https://mybank.com/', 'https://www.mybank.com/start')).toBeNull()
  expect(misleadingTarget('https://track.example/', 'Read more')).toBeNull()
  expect(misleadingTarget('https://track.example/', 'The e.g. and the report.')).toBeNull()
  expect(misleadingTarget('mailto:a@b.example', 'mybank.com')).toBeNull()
})

test('only http and https pictures are remote ones', () => {
  expect(remoteImage('//a.example/x.png')).toBe('https://a.example/x.png')
  expect(remoteImage(' http://a.example/x.png ')).toBe('http://a.example/x.png')
  expect(remoteImage('/api/session')).toBeNull()
  expect(remoteImage('ftp://a.example/x.png')).toBeNull()
})
