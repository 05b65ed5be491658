/** Which keywords are labels: those that a person gave to a message. */

/**
 * In lower case: what mail programs tell each other by, without asking anybody. No person gave these to a message, so they
 * are no labels. Those that begin with `$` need not stand here: that is the prefix of common meanings (RFC 5788 §3), such as
 * $Forwarded, $MDNSent, $Junk, $Phishing, $Important, $HasAttachment (the IANA registry "IMAP and JMAP Keywords", RFC 9979),
 * and of programs' own: $MailFlagBit0 (Apple Mail), $cl_1 (Open-Xchange), $TODO, $SIGNED (KMail), $has_cal (Evolution).
 */
const OF_PROGRAMS: ReadonlySet<string> = new Set([
  'junk', // Thunderbird, KMail, Evolution
  'nonjunk', // Thunderbird
  'notjunk', // Apple Mail, Evolution
  'junkrecorded', // Apple Mail
  'forwarded', // Apple Mail, Courier's own clients
  'redirected', // Apple Mail, Thunderbird
  'replied', // KMail
  'mdnsent', // KMail
  'receipt-handled', // Evolution
  'old', // mutt: seen in the list, not read
  'unseen', // Courier
  'attachment',
  'hasattachment', // Outlook, Zimbra
  'hasnoattachment',
])

/** X-ME-Annot-2 (Fastmail), _nodelete: marks that were never meant to be read. */
const OF_PROGRAMS_PREFIX = /^(_|x-me-)/i

/** Thunderbird's five, and those that others number on. */
const NUMBERED_LABEL = /^\$label\d{1,3}$/i

/** Whether a keyword that nobody gave a name may be shown as a label. */
export function isLabelKeyword(keyword: string): boolean {
  if (NUMBERED_LABEL.test(keyword)) return true
  if (/^[$\\]/.test(keyword) || OF_PROGRAMS_PREFIX.test(keyword)) return false
  return !OF_PROGRAMS.has(keyword.toLowerCase())
}
