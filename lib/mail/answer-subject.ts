/** Subjects of answers and forwards: one prefix, whatever language the earlier ones were in. */

// What mail programs put before a subject, with a count (`Re[2]:`, `Re (3):`) and the full-width colon.
const REPLY =
  /^\s*(?:re|aw|antw|sv|vs|rif|ref|odp|ynt|ha|vá|res|απ|回复|回覆|答复|返信|답장)\s*(?:[[(]\d{1,3}[\])]\s*)?[:：]\s*/iu
const FORWARD =
  /^\s*(?:fwd?|wg|tr|rv|vb|vl|doorst|pd|i|enc|πρθ|továbbítás|転送|转发|轉寄|전달)\s*(?:[[(]\d{1,3}[\])]\s*)?[:：]\s*/iu

/** @param subject decoded (RFC 2047). RFC 5322 §3.6.5: `Re: ` once. A forward that is answered stays one: `Re: Fwd: …` */
export function replySubject(subject: string): string {
  return `Re: ${without(subject, REPLY)}`.trimEnd()
}

/** @param subject decoded. What was forwarded or answered before is told by the text. */
export function forwardSubject(subject: string): string {
  return `Fwd: ${without(without(subject, FORWARD), REPLY)}`.trimEnd()
}

function without(subject: string, prefix: RegExp): string {
  let rest = subject.trim()
  for (let next = rest.replace(prefix, ''); next !== rest; next = rest.replace(prefix, '')) rest = next
  return rest
}
