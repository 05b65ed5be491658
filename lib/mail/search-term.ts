/** A search, parsed: what IMAP SEARCH (RFC 3501 §6.4.4) can be asked, as a tree. */

/**
 * `day` is `YYYY-MM-DD`. `filename` can't be asked of a server: structures are looked at. `anywhere` is a word or phrase in
 * subject, sender, recipients or body; `exact` where no server may take it for similar words.
 */
export type SearchTerm =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; terms: readonly SearchTerm[] }
  | { kind: 'not'; term: SearchTerm }
  | { kind: 'anywhere'; value: string; exact: boolean }
  | { kind: 'subject' | 'from' | 'to' | 'cc' | 'bcc' | 'body'; value: string }
  | { kind: 'header'; name: string; value: string }
  | { kind: 'flag'; flag: string; on: boolean }
  | { kind: 'sentBefore' | 'sentSince' | 'sentOn'; day: string }
  | { kind: 'larger' | 'smaller'; bytes: number }
  | { kind: 'uid'; set: string }
  | { kind: 'filename'; value: string }
