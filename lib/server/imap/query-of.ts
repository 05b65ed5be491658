/** A search as this person means it: labels by the names they have in the settings. */
import { keywordNames } from '#lib/mail/labels.ts'
import { type ParsedQuery, parseQuery } from '#lib/mail/search-grammar.ts'
import { settingsOf } from '#lib/server/session/user-settings.ts'
import type { Account } from './account.ts'

/** Parses what this account's person typed. */
export function queryOf(account: Account, q: string): ParsedQuery {
  return parseQuery(q, /keyword:/i.test(q) ? keywordNames(settingsOf(account)) : undefined)
}
