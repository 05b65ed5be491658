/** What we ask to be told of (NOTIFY SET, RFC 5465 §3.1). */
import { type Argument, atom } from './imap-client.ts'

const MESSAGE_EVENTS = ['MessageNew', 'MessageExpunge', 'FlagChange']
const TREE_EVENTS = ['MailboxName', 'SubscriptionChange']

/** The arguments of NOTIFY: the selected folder as ever, every other one of the person's by STATUS and LIST. */
export function notifySet(): Argument[] {
  const words = (names: readonly string[]) => names.map((name) => atom(name))
  return [
    atom('SET'),
    [atom('selected'), words(MESSAGE_EVENTS)],
    [atom('personal'), words([...MESSAGE_EVENTS, ...TREE_EVENTS])],
  ]
}
