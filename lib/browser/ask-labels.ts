/** The way to the labels' dialog, for what is on the first screen: all of it is fetched when it is wanted. */
import type { Target } from './message-actions.ts'

/** Lets labels be chosen for messages, and gives them. */
export function askLabels(target: Target): void {
  import('./label-messages.ts').then(({ labelSomehow }) => labelSomehow(target)).catch(console.warn)
}
