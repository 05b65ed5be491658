import type { Address } from '#lib/api/messages.ts'
import { initialsOf } from '#lib/mail/initials.ts'

/** The sender's initials in a circle: a shape to recognise, nothing that isn't in words beside it. */
export function Avatar({ person }: { person: Address | undefined }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-10 flex-none place-items-center rounded-full bg-avatar font-semibold text-on-avatar"
    >
      {initialsOf(person)}
    </span>
  )
}
