/** What the buttons of the first screen do: fetched behind the first paint, so that a press finds it there. */
import { networkWords } from '#lib/mail/words/network.ts'
import { notify } from './notices.ts'

export type Actions = typeof import('./message-actions.ts')

const fetchActions = () => import('./message-actions.ts')

/** Does something to messages, at once where the actions are here already. Where they can't be fetched, that is said. */
export function act(what: (actions: Actions) => unknown): void {
  fetchActions().then(what, () => notify({ text: networkWords.unreachable, kind: 'problem' }))
}
