/** `n` and `p`: from one message of the conversation on the page to the next, folded or not. */

/** Where the focus is says where one is; where it is elsewhere, that is the message that was opened. */
export function stepMember(by: 1 | -1): void {
  const members = [...document.querySelectorAll<HTMLElement>('[data-member]')]
  const here = document.activeElement?.closest('[data-member]')
  const at = members.findIndex((member) => (here ? member === here : member.dataset.member === 'opened'))
  const next = members[at + by]
  if (at < 0 || !next) return
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'nearest' })
}
