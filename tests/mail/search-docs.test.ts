import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { keywordNames } from '#lib/mail/labels.ts'
import { queryGroups } from '#lib/mail/search-grammar.ts'
import { searchWords } from '#lib/mail/words/search.ts'

const page = readFileSync(new URL('../../docs/search.md', import.meta.url), 'utf8')
const [understood = '', notUnderstood = ''] = page.split('## What is not understood')

/** Everything in a text that stands in code type and has a key or an operator in it, or is a row's example. */
function examplesIn(text: string): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'))
  const inRows = rows.flatMap((row) => codeIn(row.split(' | ')[0] ?? ''))
  return [...inRows, ...codeIn(text).filter((code) => code.includes(':'))]
}

const codeIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
const keysIn = (q: string) => queryGroups(q).flatMap(({ tokens }) => tokens.filter(({ key }) => key !== null))

test('every example of docs/search.md is understood, and what is not is said not to be', () => {
  const examples = examplesIn(understood)
  expect(examples.length).toBeGreaterThan(20)
  for (const example of examples) {
    for (const { understood, tokens } of queryGroups(example, keywordNames(FIRST_SETTINGS)))
      if (tokens.some(({ key }) => key !== null)) expect(understood, example).toBe(true)
  }
  const odd = codeIn(notUnderstood)
  expect(odd.length).toBeGreaterThan(2)
  for (const example of odd)
    expect(
      queryGroups(example).map((group) => group.understood),
      example,
    ).toEqual([false])
})

test('the page and the help in the app tell of the same keys, all that there are', () => {
  const told = (examples: readonly string[]) =>
    [
      ...new Set(examples.flatMap(keysIn).map(({ key, value }) => (key === 'is' ? `is:${value}` : key))),
    ].sort()
  const inHelp = searchWords.help.flatMap(({ examples }) => examples)
  expect(told(inHelp)).toEqual(told(examplesIn(understood)))
  for (const example of inHelp) expect(codeIn(page), example).toContain(example)
  const grammar = readFileSync(new URL('../../lib/mail/search-grammar.ts', import.meta.url), 'utf8')
  const inGrammar = [...grammar.matchAll(/^ {2}\['(\w+)', \(value\)/gm)].map(([, key]) => key)
  const keys = new Set(
    examplesIn(understood)
      .flatMap(keysIn)
      .map(({ key }) => key),
  )
  expect([...keys].sort()).toEqual([...inGrammar, 'in', 'keyword'].sort())
})
