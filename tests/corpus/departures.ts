/** Where we read otherwise than the corpus expects, knowingly: each with what a person would lose. */
import type { Verdict } from './compare.ts'

const BODY_LOST =
  'Its one reader takes "----" of an unquoted "----=_NextPart…" for the boundary and finds no part: neither text nor HTML would be shown. Dovecot reads the boundary as Outlook Express meant it.'
const HEADER_LOST =
  'Its one reader ends the header here and shows no From, To and Subject either. Dovecot reads on, and sorts, searches and lists by this date: a message would say another thing than its row.'

const DEPARTURES: ReadonlyMap<string, string> = new Map([
  ['single html of mail/mikel_mime_emails_raw_email_with_illegal_boundary.eml', BODY_LOST],
  ['single html of mail/mikel_plain_emails_raw_email_bad_time.eml', BODY_LOST],
  ['single date of mail/mikel_plain_emails_raw_email_incorrect_header.eml', HEADER_LOST],
  // White space before a colon is obsolete, not wrong (RFC 5322 §4.5; this is the example of its appendix A.6.3).
  ['single date of mail/mikel_rfc2822_example13.eml', HEADER_LOST],
  [
    'hard attachments of mail/stalwart_legacy_026.eml',
    'A file that says x-uuencode would be saved as "M1&EE($AA…". Where the same readers disagree (legacy_017, legacy_048) its decoded bytes are accepted.',
  ],
  [
    'disputed from of mail/mikel_plain_emails_mix_caps_content_type.eml',
    'An answer would go to "Big Bug bb"@bug.com, or to nobody, and not to bb@bug.com.',
  ],
  [
    'disputed to of mail/mikel_plain_emails_raw_email_with_at_display_name.eml',
    'An answer to all would go to Mikel@Lindsaar, and not to the address in the brackets.',
  ],
])

/** True where this verdict is one that was decided against. */
export function isDeparture({ file, field, tier }: Verdict): boolean {
  return DEPARTURES.has(`${tier} ${field} of ${file}`)
}
