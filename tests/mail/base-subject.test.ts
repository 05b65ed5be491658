import { expect, test } from 'vitest'
import { baseSubject } from '#lib/mail/base-subject.ts'
import { collationKey, senderKey, subjectKey } from '#lib/mail/sort-key.ts'

const CASES: [given: string, base: string, why: string][] = [
  ['Lunch', 'Lunch', 'nothing to take off'],
  ['Re: Lunch', 'Lunch', 'subj-refwd'],
  ['RE:re: Fw: FWD:  Lunch', 'Lunch', 'several, in any case, with any spaces'],
  ['Re : Lunch', 'Lunch', 'white space before the colon'],
  ['Re[2]: Lunch', 'Lunch', 'a blob before the colon'],
  ['Re [2] : Lunch', 'Re [2] : Lunch'.slice(9), 'a blob before the colon, spaced'],
  ['[list] Re: Lunch', 'Lunch', 'a blob before re: goes with it'],
  ['[a] [b] re: Lunch', 'Lunch', 'several blobs before re: go with it'],
  ['[list] Lunch', 'Lunch', 'step 4: a blob before something'],
  ['[list]', '[list]', 'a blob alone is the subject'],
  ['[a][b]', '[b]', 'the last blob stays'],
  ['Re: [list] Re: Lunch', 'Lunch', 'steps 3 and 4 again and again'],
  ['Lunch (fwd)', 'Lunch', 'subj-trailer'],
  ['Lunch (FWD) (fwd) ', 'Lunch', 'several trailers'],
  ['[fwd: Lunch]', 'Lunch', 'subj-fwd-hdr and subj-fwd-trl'],
  ['[Fwd: Re: Lunch (fwd)] (fwd)', 'Lunch', 'step 6 begins again at step 2'],
  ['Re: [Fwd: [list] Lunch]', 'Lunch', 'a blob inside a forward'],
  ['[fwd: Lunch', '[fwd: Lunch', 'a forward that never ends is none'],
  ['Lunch]', 'Lunch]', 'an end that never began is none'],
  ['Re:', '', 'nothing is left'],
  ['(fwd)', '', 'a trailer alone'],
  ['', '', 'nothing was there'],
  ['Re Lunch', 'Re Lunch', 'no colon'],
  ['Rebate: Lunch', 'Rebate: Lunch', 'a word that begins like one'],
  ['F: Lunch', 'F: Lunch', 'fw, not f'],
  ['Lunch\t at\r\n  noon', 'Lunch at noon', 'step 1: white space is one space'],
  ['[a[b] Re: Lunch', '[a[b] Re: Lunch', 'no blob holds a bracket'],
]

test.each(CASES)('the base subject of %j is %j: %s', (given, base) => {
  expect(baseSubject(given)).toBe(base)
})

test('a hostile subject is read in time', () => {
  const began = Date.now()
  for (const hostile of ['[', '[]', '[a] ', 're:', '(fwd)', '[fwd:', ' '])
    expect(baseSubject(hostile.repeat(100_000) + ']'.repeat(1_000)).length).toBeLessThanOrEqual(1_000)
  expect(Date.now() - began).toBeLessThan(5_000)
})

test('keys compare as i;unicode-casemap does: no case, accents after their letter, octet by octet', () => {
  const sorted = ['', '1', 'A', 'AB', 'ä', 'Äb', 'b', 'ß', 'ж', '日本', '\uff21', '😀']
  const byKey = [...sorted].reverse().sort((a, b) => (collationKey(a) < collationKey(b) ? -1 : 1))
  expect(byKey.filter((text) => text !== '\uff21')).toEqual([
    '',
    '1',
    'A',
    'AB',
    'ä',
    'Äb',
    'b',
    'ß',
    'ж',
    '日本',
    '😀',
  ])
  expect(collationKey('ä')).toBe(collationKey('Ä'))
  // A wide A is an A (compatibility decomposition).
  expect(collationKey('\uff21')).toBe('A')
})

test('a sender sorts by name, else by address; a subject by what it is about', () => {
  expect(senderKey([{ name: 'Mara', address: 'z@x' }])).toBe('MARA')
  expect(senderKey([{ name: '', address: 'z@x' }])).toBe('Z@X')
  expect(senderKey([])).toBe('')
  expect(subjectKey('Re: Lunch')).toBe(subjectKey('[list] LUNCH (fwd)'))
})
