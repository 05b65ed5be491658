import { expect, test } from 'vitest'
import { initialsOf } from '#lib/mail/initials.ts'
import { cidPath, cidPaths, offeredAttachments } from '#lib/mail/inline-parts.ts'
import { isHandheld, programName } from '#lib/mail/user-agent.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { sizeWords } from '#lib/mail/words/message.ts'

test('initials are the first letters of the first and last name', () => {
  const of = (name: string, address = 'x@y.example') => initialsOf({ name, address })
  expect(of('Mara Lindqvist')).toBe('ML')
  expect(of('Åse van der Berg')).toBe('ÅB')
  expect(of('GitHub')).toBe('G')
  expect(of('山本 由美')).toBe('山')
  expect(of('"Weber, Jonas"')).toBe('WJ')
  expect(of('', 'mara@lindqvist.example')).toBe('M')
  expect(of('🎉', '')).toBe('?')
  expect(initialsOf(undefined)).toBe('?')
})

test('sizes are said in the largest unit that leaves a whole number or two digits', () => {
  expect(sizeWords(0)).toBe('0 bytes')
  expect(sizeWords(1)).toBe('1 byte')
  expect(sizeWords(421_888)).toBe('412 KB')
  expect(sizeWords(1_153_434)).toBe('1.1 MB')
  expect(sizeWords(1024 * 1024 - 1)).toBe('1 MB')
  expect(folderWords.quota(3.8 * 1024 ** 3, 10 * 1024 ** 3)).toBe('3.8 of 10 GB used')
})

const part = (partId: string, contentId: string | null, contentType = 'image/png') => ({
  partId,
  contentId,
  contentType,
  filename: '',
  size: 1,
  disposition: 'inline' as const,
})

test('a picture is found by its Content-ID, with or without brackets, escaped or not', () => {
  const paths = cidPaths({ id: 'SU5CT1g.1.2', attachments: [part('2', '<a%b@c d>'), part('3', '__proto__')] })
  expect(cidPath('cid:a%25b@c%20d', paths)).toBe('/api/messages/SU5CT1g.1.2/parts/2?disposition=inline')
  expect(cidPath('CID:__proto__', paths)).toContain('/parts/3')
  expect(cidPath('cid:constructor', paths)).toBeUndefined()
})

test('pictures that the mail shows itself are not offered once more', () => {
  const attachments = [part('2', '<logo@x>'), part('3', '<other@x>'), part('4', '<doc@x>', 'application/pdf')]
  const html = '<img src="cid:logo@x"><a href="cid:doc@x">'
  expect(offeredAttachments({ attachments, html }).map(({ partId }) => partId)).toEqual(['3', '4'])
})

test('programs are called what a person calls them', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36'
  expect(programName(chrome)).toBe('Chrome on Linux')
  expect(programName(`${chrome} Edg/139.0`)).toBe('Edge on Linux')
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
  expect(programName(iphone)).toBe('Safari on iPhone')
  expect(isHandheld(iphone)).toBe(true)
  expect(programName('curl/8.5.0')).toBe('curl')
  expect(programName('')).toBe('Unknown program')
})
