/** Where we read otherwise than the corpus expects, knowingly: each with what a person would lose. */
import type { Verdict } from './compare.ts'

const HTML_SHOWN =
  'An unquoted boundary with "=" in it is what old Outlook writes: the HTML is there to be read.'
const FIELDS_GO_ON =
  'A line that is no field does not end the header for the server, nor for us: the date is shown.'
const SAME_BOUNDARY =
  'Parts of multiparts that share or shorten a boundary are read as the server found them.'

const DEPARTURES: ReadonlyMap<string, string> = new Map([
  ['single html of mail/mikel_mime_emails_raw_email_with_illegal_boundary.eml', HTML_SHOWN],
  ['single html of mail/mikel_plain_emails_raw_email_bad_time.eml', HTML_SHOWN],
  ['single date of mail/mikel_plain_emails_raw_email_incorrect_header.eml', FIELDS_GO_ON],
  [
    'single date of mail/mikel_rfc2822_example13.eml',
    'RFC 5322 §4.5: white space before a colon is obsolete, not wrong.',
  ],
  [
    'hard to of mail/mikel_rfc2822_example13.eml',
    'A recipient without an address is shown by name, as in From.',
  ],
  [
    'hard attachments of mail/stalwart_legacy_026.eml',
    'A part that says x-uuencode is downloaded decoded (api.md).',
  ],
  ['hard attachments of mail/stalwart_malformed_001.eml', 'Nothing is offered where nothing was sent.'],
  ['hard attachments of mail/stalwart_malformed_003.eml', SAME_BOUNDARY],
  ['hard attachments of mail/stalwart_malformed_004.eml', SAME_BOUNDARY],
  ['hard text of mail/stalwart_malformed_004.eml', SAME_BOUNDARY],
  ['disputed text of mail/stalwart_malformed_016.eml', SAME_BOUNDARY],
  [
    'disputed from of mail/mikel_plain_emails_mix_caps_content_type.eml',
    'An answer reaches bb@bug.com, not "Big Bug bb"@bug.com.',
  ],
  [
    'disputed to of mail/mikel_plain_emails_raw_email_with_at_display_name.eml',
    'The address in the brackets is the one that gets the mail.',
  ],
])

/** True where this verdict is one that was decided against. */
export function isDeparture({ file, field, tier }: Verdict): boolean {
  return DEPARTURES.has(`${tier} ${field} of ${file}`)
}
