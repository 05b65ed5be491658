/** What the buttons of the first screen do: fetched behind the first paint, so that a press finds it there. */
import type { MessageId } from '#lib/api/ids.ts'
import { networkWords } from '#lib/mail/words/network.ts'
import type { Target } from './message-actions.ts'
import { notify } from './notices.ts'

type Actions = typeof import('./message-actions.ts')

const fetchActions = () => Promise.all([import('./message-actions.ts'), import('./conversation-target.ts')])

/** Does something to what a row stands for, at once where the actions are here already. Where they can't be fetched, that is said. */
export function act(row: MessageId, what: (actions: Actions, about: Target) => unknown): void {
  fetchActions().then(
    ([actions, { rowTarget }]) => what(actions, rowTarget(row)),
    () => notify({ text: networkWords.unreachable, kind: 'problem' }),
  )
}
