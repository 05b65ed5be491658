/** What SELECT and EXAMINE say about a folder (RFC 3501 §6.3.1, RFC 7162 §3.1.2). */
import type { Connection, OpenBox } from './account.ts'
import type { UntaggedHandlers } from './imap-client.ts'
import { modseqOf, numberOf, responseCodeOf, textOf, type Untagged, wordsOf } from './response.ts'
import { uidsOfSet } from './uid-set.ts'

/** An open folder whose count follows the server's reports. */
export type SelectedBox = { -readonly [K in keyof OpenBox]: OpenBox[K] } & {
  /** Opened by EXAMINE. */
  readonly examined: boolean
}

/** The handlers for a SELECT, and what it amounts to once its tagged answer is there. */
export function openedBox(
  connection: Connection,
  path: string,
  examined: boolean,
): { handlers: UntaggedHandlers; finish: (answer: Untagged) => SelectedBox } {
  const box: SelectedBox = {
    path,
    lent: 1,
    examined,
    uidValidity: 0,
    uidNext: 0,
    exists: 0,
    readOnly: examined,
    permanentFlags: new Set(),
    highestModseq: null,
    flags: new Set(),
    reports: 0,
    doubted: false,
    get selected() {
      return connection.selected
    },
    enabled: connection.enabled,
    capabilities: connection.capabilities,
    run: (command, args, handlers) => connection.run(command, args, handlers),
    deselect: (leaving) => connection.deselect(leaving),
  }
  const handlers: UntaggedHandlers = {
    EXISTS: (untagged) => {
      box.exists = Number(untagged.command)
      return true
    },
    OK: (untagged) => {
      noteResponseCode(box, untagged)
      return true
    },
    FLAGS: (untagged) => {
      box.flags = new Set(wordsOf(untagged.attributes?.[0]))
      // Where no PERMANENTFLAGS follow, all of these can be kept (RFC 3501 §7.1).
      if (box.permanentFlags.size === 0) box.permanentFlags = new Set(wordsOf(untagged.attributes?.[0]))
      return true
    },
  }
  const finish = (answer: Untagged) => {
    const code = responseCodeOf(answer)?.code
    if (code === 'READ-ONLY') box.readOnly = true
    return box
  }
  return { handlers, finish }
}

function noteResponseCode(box: SelectedBox, untagged: Untagged): void {
  const code = responseCodeOf(untagged)
  if (!code) return
  const [first] = code.args
  switch (code.code) {
    case 'UIDVALIDITY':
      box.uidValidity = numberOf(first) ?? 0
      break
    case 'UIDNEXT':
      box.uidNext = numberOf(first) ?? 0
      break
    case 'HIGHESTMODSEQ':
      box.highestModseq = modseqOf(first)
      break
    case 'PERMANENTFLAGS':
      box.permanentFlags = new Set(wordsOf(first))
      break
  }
}

/** Takes in what no command asked for. @returns whether anything happened that is worth a look */
export function noteReport(box: SelectedBox, keyword: string, untagged: Untagged): boolean {
  switch (keyword) {
    case 'FLAGS':
      box.flags = new Set(wordsOf(untagged.attributes?.[0]))
      return false
    case 'EXISTS':
      box.exists = numberOf({ type: 'ATOM', value: untagged.command }) ?? box.exists
      break
    case 'EXPUNGE':
      box.exists = Math.max(0, box.exists - 1)
      break
    case 'VANISHED':
      box.exists = Math.max(0, box.exists - vanishedUids(untagged).length)
      break
    case 'NO':
      if (box.doubted) return false
      box.doubted = true
  }
  box.reports++
  return true
}

/** `* VANISHED 4,7:9` (RFC 7162 §3.2.10). */
function vanishedUids(untagged: Untagged): number[] {
  return uidsOfSet(textOf(untagged.attributes?.at(-1)) ?? '')
}
