/** The words of what a search has found, and where it looked. */
import { plural } from './plural.ts'

export const foundWords = {
  here: 'This folder',
  everywhere: 'All folders',
  searchIn: 'Search in',
  resultsSoFar: (count: number) => plural(count, { one: '1 so far', other: '# so far' }),
  results: (count: number) => plural(count, { one: '1 result', other: '# results' }),
} as const
