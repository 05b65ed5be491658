/** The words about labels. */
import type { Label } from '#lib/api/settings.ts'
import { type Amount, amount } from './amount.ts'

/** Messages, or conversations where rows are those. */
type Of = number | Amount

const colours: Record<Label['colour'], string> = {
  grey: 'Grey',
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  purple: 'Purple',
  pink: 'Pink',
}

export const labelWords = {
  title: (of: Of) => `Label ${amount(of)}`,
  field: 'Label',
  fieldHint: 'Type a part of its name, or a new one',
  apply: 'Apply',
  none: 'There is no label yet. Type the name of one.',
  create: (name: string) => `Create “${name}”`,
  colour: 'Colour',
  colours,
  notHere: 'The mail server keeps no labels in this folder.',
  notThisHere: 'The mail server does not keep this label here.',
  noNewHere: 'The mail server keeps no new labels in this folder.',
  tooLong: 'This name is too long.',
  labelled: (of: Of, name: string) => `Labelled ${amount(of)} “${name}”`,
  unlabelled: (of: Of, name: string) => `Took “${name}” off ${amount(of)}`,
  relabelled: (of: Of) => `Changed the labels of ${amount(of)}`,
  remove: (name: string) => `Remove label ${name}`,
  settings: 'Labels',
  settingsHint:
    'They are keywords on your mail server: other mail programs see them, too. One that you delete is no longer shown; messages keep its keyword, and show it again if you make the label anew.',
  keyword: (keyword: string) => `Keyword ${keyword}`,
  add: 'New label',
  edit: (name: string) => `Edit label ${name}`,
  editTitle: 'Edit label',
  name: 'Name',
  save: 'Save',
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  deleteOne: (name: string) => `Delete label ${name}`,
  deleted: (name: string, keyword: string) =>
    `Deleted the label “${name}”. Messages keep its keyword ${keyword}.`,
  empty: 'A label needs a name.',
  taken: (name: string) => `There is a label “${name}” already.`,
} as const
