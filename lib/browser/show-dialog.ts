/** Dialogs that buttons of the first screen open: what asks and shows is fetched behind the first paint. */
import { networkWords } from '#lib/mail/words/network.ts'
import { notify } from './notices.ts'

/** Opens a dialog of questions.ts. */
export function show(dialog: 'showPalette' | 'showRecent' | 'showSearchHelp'): void {
  import('./questions.ts').then(
    (questions) => void questions[dialog](),
    () => notify({ text: networkWords.unreachable, kind: 'problem' }),
  )
}
