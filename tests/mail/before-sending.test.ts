import { expect, test } from 'vitest'
import type { Draft } from '#lib/api/compose.ts'
import { questionsBefore } from '#lib/mail/before-sending.ts'
import { writingWords as words } from '#lib/mail/words/writing.ts'

const draft = (some: Partial<Draft>): Draft => ({
  ...{ to: [], cc: [], bcc: [], subject: 'Lunch', text: '', html: null, attachments: [] },
  ...some,
})

test.each<[why: string, some: Partial<Draft>, asked: string[]]>([
  ['nothing forgotten', { text: 'See you at noon.' }, []],
  ['no subject', { subject: ' ' }, [words.noSubject]],
  ['a file promised', { text: 'Please see the attached plan.' }, [words.noAttachment('attached')]],
  ['a file promised in German', { text: 'Der Plan ist angehängt.' }, [words.noAttachment('angehängt')]],
  ['a promise somebody else made', { text: 'Thanks!\n\n> attached is the plan' }, []],
  ['a promise passed on', { text: `Look:\n\n${words.forwarded}\nattached` }, []],
  ['a longer word', { text: 'unattached' }, []],
  ['a file that is there', { text: 'attached', attachments: [{ uploadId: 'u'.repeat(32) }] }, []],
])('%s', (_why, some, asked) => {
  expect(questionsBefore(draft(some))).toEqual(asked)
})
