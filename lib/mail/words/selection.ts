/** The words of what is selected in a list. */
import { grouped, plural } from './plural.ts'

export const selectionWords = {
  selected: (count: number) => plural(count, { one: '1 selected', other: '# selected' }),
  selectWhole: (count: number, folder: string) => `Select all ${grouped(count)} in ${folder}`,
  selectWholeSearch: (count: number) => `Select all ${grouped(count)} results`,
  selectWholeView: (count: number) => `Select all ${grouped(count)} of this list`,
  clearSelection: 'Clear selection',
} as const
