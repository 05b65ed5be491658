/** The words of what follows the pointer while something is dragged. */
import { type Amount, amount } from './amount.ts'

export const dragWords = {
  messages: (of: Amount) => amount(of),
  copying: (of: Amount) => `Copy ${amount(of)}`,
  move: (of: Amount, folder: string) => `Move ${amount(of)} to ${folder}`,
  copy: (of: Amount, folder: string) => `Copy ${amount(of)} to ${folder}`,
  moveFolder: (name: string, where: string) => `Move ${name} into ${where}`,
  moveFolderToTop: (name: string) => `Move ${name} to the top level`,
  holdsNoMail: 'This folder holds folders only, no mail.',
  alreadyThere: 'It is there already.',
  intoItself: 'A folder cannot go into itself.',
  flat: 'Your mail server has no folders inside folders.',
}
