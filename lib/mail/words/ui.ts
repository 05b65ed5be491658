import { grouped, plural } from './plural.ts'

/** The few words that every screen shares. */
export const ui = {
  cancel: 'Cancel',
  close: 'Close',
  loading: 'Loading',
  tryAgain: 'Try again',
  undo: 'Undo',
  stop: 'Stop',
  stopNamed: (text: string) => `Stop: ${text}`,
  stopping: 'Stopping…',
  /** How far something is: `12,500 of 48,213`. */
  progress: (done: number, total: number) => `${grouped(done)} of ${grouped(total)}`,
  choices: (count: number) => plural(count, { one: '1 choice', other: '# choices' }),
  dismiss: 'Dismiss',
  notices: 'Notices',
} as const
