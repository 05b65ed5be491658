import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LABEL_COLOURS } from '#lib/api/label-colours.ts'
import { Flag } from '#lib/api/messages.ts'
import { type Label, Label as LabelSchema } from '#lib/api/settings.ts'
import { labelNamed, withLabel, withLabelMoved, withoutLabel } from '#lib/mail/change-labels.ts'
import { type LabelAsk, labelChoices, nextColour, pressed } from '#lib/mail/label-choices.ts'
import { isLabelKeyword } from '#lib/mail/label-keywords.ts'
import { allLabels, keywordNames, labelQuery, labelsOf } from '#lib/mail/labels.ts'
import { keywordOf } from '#lib/mail/new-keyword.ts'
import { parseQuery } from '#lib/mail/search-grammar.ts'

const nothing = { labels: [] as Label[], hiddenKeywords: [] as string[] }
const label = (keyword: string, name: string, colour: Label['colour'] = 'teal'): Label => ({
  keyword,
  name,
  colour,
})
const shown = (flags: string[], settings = nothing) =>
  labelsOf(flags, settings).map(({ keyword, name, colour }) => `${keyword} ${name} ${colour}`)

describe('the labels of a message', () => {
  test("Thunderbird's five are known by its names and colours, however the server spells them", () => {
    expect(shown(['\\Seen', '$label4', '$Label2', '$LABEL1', '$label5', '$label3'])).toEqual([
      '$LABEL1 Important red',
      '$Label2 Work orange',
      '$label3 Personal green',
      '$label4 To Do blue',
      '$label5 Later purple',
    ])
  })

  test('the settings have the last word on names, colours and order', () => {
    const labels = [label('projects', 'Projects'), label('$label1', 'Wichtig', 'pink')]
    expect(shown(['$label1', '$label2', 'Projects'], { ...nothing, labels })).toEqual([
      'Projects Projects teal',
      '$label1 Wichtig pink',
      '$label2 Work orange',
    ])
  })

  test('a keyword that nobody named stands last, in grey, by its own name', () => {
    expect(shown(['invoices', '$label3', 'Clients', '$label9'])).toEqual([
      '$label3 Personal green',
      '$label9 $label9 grey',
      'Clients Clients grey',
      'invoices invoices grey',
    ])
  })

  test('what programs tell each other is no label', () => {
    const flags = [
      '\\Flagged',
      '$Forwarded',
      '$MDNSent',
      '$Junk',
      '$NotJunk',
      'NonJunk',
      'Junk',
      'JunkRecorded',
    ]
    const more = [
      '$Phishing',
      '$HasAttachment',
      '$HasNoAttachment',
      '$SubmitPending',
      '$Submitted',
      '$Important',
    ]
    const programs = [
      '$MailFlagBit0',
      '$cl_3',
      '_nodelete',
      'X-ME-Annot-2',
      'receipt-handled',
      '$IsTrusted',
      'OLD',
    ]
    expect(shown([...flags, ...more, ...programs])).toEqual([])
    // Unless the person says that it is one.
    expect(shown(['$Important'], { ...nothing, labels: [label('$important', 'Weighty')] })).toEqual([
      '$Important Weighty teal',
    ])
  })
})

describe('the list of labels', () => {
  test("begins with Thunderbird's and keeps what was done to it", () => {
    expect(allLabels(nothing).map(({ name }) => name)).toEqual([
      'Important',
      'Work',
      'Personal',
      'To Do',
      'Later',
    ])
    const more = withLabel(nothing, label('projects', 'Projects'))
    const renamed = withLabel(more, label('$LABEL2', 'Job', 'grey'))
    const moved = withLabelMoved(renamed, 'projects', -1)
    const less = withoutLabel(moved, '$label4')
    expect(allLabels(less).map(({ name }) => name)).toEqual([
      'Important',
      'Job',
      'Personal',
      'Projects',
      'Later',
    ])
    expect(withLabelMoved(less, '$label1', -1)).toBe(less)
  })

  test('a deleted label is shown nowhere, and made again it is back', () => {
    const without = withoutLabel(withLabel(nothing, label('projects', 'Projects')), 'projects')
    expect(shown(['projects', '$label1'], without)).toEqual(['$label1 Important red'])
    const again = withLabel(without, label('projects', 'Projects', 'red'))
    expect(again.hiddenKeywords).toEqual([])
    expect(shown(['Projects'], again)).toEqual(['Projects Projects red'])
  })

  test('is found by name in any case', () => {
    expect(labelNamed(' to do ', nothing)?.keyword).toBe('$label4')
    expect(labelNamed('todo', nothing)).toBeUndefined()
  })
})

describe('the keyword of a new label', () => {
  test('is the one that Thunderbird makes of a plain name', () => {
    expect(keywordOf('Clients', [])).toBe('clients')
    expect(keywordOf('Bright (2024)', [])).toBe('bright_2024')
    expect(keywordOf('50%', [])).toBe('50')
  })

  test('is readable ASCII for the others', () => {
    expect(keywordOf('Größe XL', [])).toBe('grosse_xl')
    expect(keywordOf('Łódź', [])).toBe('lodz')
    expect(keywordOf('標籤', [])).toBe('u6a19_u7c64')
    expect(keywordOf('🎉', [])).toBe('u1f389')
    expect(keywordOf('***', [])).toBe('label')
  })

  test('means nothing else already', () => {
    expect(keywordOf('Grosse', ['GROSSE'])).toBe('grosse_2')
    expect(keywordOf('Grosse', ['grosse', 'Grosse_2'])).toBe('grosse_3')
    expect(keywordOf('Junk', [])).toBe('junk_2')
    expect(keywordOf('$Forwarded', [])).toBe('forwarded_2')
    expect(keywordOf('$label1', ['$label1'])).toBe('label1')
  })

  test('is always a keyword that is shown, and never the same for two names', () => {
    const name = fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' })
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
        const made: string[] = []
        for (const one of names) made.push(keywordOf(one, made))
        expect(new Set(made.map((keyword) => keyword.toLowerCase())).size).toBe(names.length)
        for (const keyword of made) {
          expect(Flag.safeParse(keyword).success, keyword).toBe(true)
          expect(isLabelKeyword(keyword), keyword).toBe(true)
        }
      }),
    )
  })
})

describe('the labels to choose from', () => {
  const ask = (more: Partial<LabelAsk>): LabelAsk => ({
    settings: nothing,
    typed: '',
    flags: [],
    partly: false,
    kept: true,
    ...more,
  })
  const states = (more: Partial<LabelAsk>) =>
    Object.fromEntries(labelChoices(ask(more)).labels.map(({ label, state }) => [label.name, state]))

  test('say which of them all, some or none of the messages have, those of other programs behind the own', () => {
    const flags = [['$LABEL1', 'clients'], ['$label1', '$label2', '\\Seen', '$Junk'], ['$label1']]
    expect(states({ flags })).toEqual({
      Important: 'all',
      Work: 'some',
      Personal: 'none',
      'To Do': 'none',
      Later: 'none',
      clients: 'some',
    })
    // What the messages that nobody loaded have is not known.
    expect(states({ flags, partly: true })).toMatchObject({ Important: 'some' })
  })

  test('go round from some to all to none and back, from all and none there and back', () => {
    const round = (state: 'all' | 'some' | 'none') => {
      const first = pressed(state, undefined)
      const second = pressed(state, first)
      return [first, second, pressed(state, second)]
    }
    expect(round('some')).toEqual([true, false, undefined])
    expect(round('none')).toEqual([true, undefined, true])
    expect(round('all')).toEqual([false, undefined, false])
  })

  test('are found by letters; what no label is called can become one', () => {
    const typed = (text: string) => labelChoices(ask({ typed: text }))
    expect(typed('td').labels.map(({ label }) => label.name)[0]).toBe('To Do')
    expect(typed(' To do ').create).toBeNull()
    expect(typed('to').create).toEqual({ name: 'to', wrong: undefined })
    expect(typed('x'.repeat(101)).create?.wrong).toContain('too long')
    expect(typed('  ').create).toBeNull()
  })

  test('are only those that the folder keeps', () => {
    const { labels, create } = labelChoices(ask({ typed: 'r', kept: ['$LABEL2'] }))
    const may = labels.filter(({ forbidden }) => !forbidden).map(({ label }) => label.name)
    expect(may).toEqual(['Work'])
    expect(create?.wrong).toContain('no new labels')
  })

  test('a new one gets the first colour that fewest have', () => {
    expect(nextColour(nothing, LABEL_COLOURS)).toBe('yellow')
    const yellow = withLabel(nothing, label('a', 'A', 'yellow'))
    expect(nextColour(yellow, LABEL_COLOURS)).toBe('teal')
  })
})

describe('searching for a label', () => {
  const settings = {
    ...nothing,
    labels: [label('a', 'Tax "24"'), label('b', 'Größe XL'), label('c', '$label1'), label('d', 'Work')],
  }

  test('is by its name where that says it, else by its keyword', () => {
    expect(allLabels(settings).map((one) => labelQuery(one, settings))).toEqual([
      'keyword:a',
      'keyword:"Größe XL"',
      'keyword:$label1',
      'keyword:Work',
      'keyword:Important',
      'keyword:$label2',
      'keyword:Personal',
      'keyword:"To Do"',
      'keyword:Later',
    ])
  })

  test('finds that label and no other', () => {
    const names = keywordNames(settings)
    for (const one of allLabels(settings).filter(({ keyword }) => keyword !== '$label1'))
      expect(parseQuery(labelQuery(one, settings), names).term).toEqual({
        kind: 'flag',
        flag: one.keyword,
        on: true,
      })
  })

  test('takes the name in any case, and the keyword as ever', () => {
    const flagOf = (q: string) => parseQuery(q, keywordNames(nothing)).term
    expect(flagOf('keyword:"to do"')).toEqual({ kind: 'flag', flag: '$label4', on: true })
    expect(flagOf('-keyword:WORK')).toEqual({
      kind: 'not',
      term: { kind: 'flag', flag: '$label2', on: true },
    })
    expect(flagOf('keyword:invoices')).toEqual({ kind: 'flag', flag: 'invoices', on: true })
  })
})

test('every label of Thunderbird is one that could be kept', () => {
  for (const one of allLabels(nothing)) expect(LabelSchema.safeParse(one).success).toBe(true)
})
