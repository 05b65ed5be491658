/** Disposition-Notification-To (RFC 8098 §2.1) and what was written before it: the sender wants to know when it was read. */
const ASKING = new Set(['disposition-notification-to', 'return-receipt-to', 'x-confirm-reading-to'])

/** True where a message asks for a receipt. None is ever sent. */
export function asksForReceipt(headers: readonly { name: string; value: string }[]): boolean {
  return headers.some(({ name, value }) => ASKING.has(name.toLowerCase()) && value.trim() !== '')
}
