import { expect, test } from 'vitest'
import { forwardSubject, replySubject } from '#lib/mail/answer-subject.ts'

test.each([
  ['Lunch', 'Re: Lunch'],
  ['Re: Lunch', 'Re: Lunch'],
  ['AW: RE[2]: Sv：Lunch', 'Re: Lunch'],
  ['Fwd: Lunch', 'Re: Fwd: Lunch'],
  ['Rebate: 3 %', 'Re: Rebate: 3 %'],
  ['', 'Re:'],
])('the answer to "%s" is called "%s"', (given, subject) => {
  expect(replySubject(given)).toBe(subject)
  expect(replySubject(subject)).toBe(subject)
})

test.each([
  ['Lunch', 'Fwd: Lunch'],
  ['WG: Fw: Lunch', 'Fwd: Lunch'],
  ['Antw: Lunch', 'Fwd: Lunch'],
])('"%s" is forwarded as "%s"', (given, subject) => {
  expect(forwardSubject(given)).toBe(subject)
  expect(forwardSubject(subject)).toBe(subject)
})
