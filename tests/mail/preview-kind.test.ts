import { expect, test } from 'vitest'
import { isShownInline, previewKind, shownType } from '#lib/mail/preview-kind.ts'

test.each([
  ['image/png', 'a.png', 'image'],
  ['IMAGE/JPG', 'a', 'image'],
  ['image/svg+xml', 'a.svg', null],
  ['image/tiff', 'a.tif', null],
  ['image/heic', 'a.heic', null],
  ['application/pdf', 'a.pdf', 'pdf'],
  ['application/x-pdf', 'a', 'pdf'],
  ['application/octet-stream', 'Plan.PDF', 'pdf'],
  ['application/octet-stream', 'a.exe', null],
  ['application/octet-stream', 'a.svg', null],
  ['application/octet-stream', 'a.html', null],
  ['audio/mp3', 'a.mp3', 'audio'],
  ['video/mp4', 'a.mp4', 'video'],
  ['video/x-ms-wmv', 'a.wmv', null],
  ['text/html', 'a.html', 'text'],
  ['text/csv', 'a.csv', 'text'],
  ['text/rtf', 'a.rtf', null],
  ['application/ld+json', 'a', 'text'],
  ['message/delivery-status', 'a', 'text'],
  ['message/external-body', 'a', null],
  ['message/rfc822', 'a.eml', 'mail'],
  ['application/zip', 'a.zip', null],
  ['__proto__', '__proto__', null],
])('%s called %s is looked at as %s', (type, name, kind) => {
  expect(previewKind(type, name)).toBe(kind)
})

test('what a browser shows by itself is always of a type that may be shown inline', () => {
  const names = ['a.png', 'a.pdf', 'a.svg', 'a.html', 'a.mp4', 'a.mp3', 'a.eml', 'a']
  const types = [
    'application/octet-stream',
    'image/svg+xml',
    'image/jpg',
    'audio/x-wav',
    'video/webm',
    'text/html',
  ]
  for (const type of types) {
    for (const name of names) {
      const kind = previewKind(type, name)
      if (kind && kind !== 'text' && kind !== 'mail') expect(isShownInline(shownType(type, name))).toBe(true)
    }
  }
})
