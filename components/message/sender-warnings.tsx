import { TriangleAlert } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import type { MessageWarning } from '#lib/api/identity.ts'
import { identityWords } from '#lib/mail/words/identity.ts'

/** What about the sender deceives, or may: one line each, in words. */
export function SenderWarnings({ warnings }: { warnings: readonly MessageWarning[] }) {
  // Newsletters and shops often have their answers elsewhere: worth a line, not an alarm.
  const isMild = warnings.every(({ kind }) => kind === 'reply_elsewhere')
  const look = isMild ? 'border border-line bg-page text-[13px] text-muted' : 'bg-warn'
  return (
    <ul
      aria-label={identityWords.warnings}
      className={`flex flex-col gap-2 rounded-card px-3 py-2.5 ${look}`}
    >
      {warnings.map((warning) => (
        <li key={`${warning.kind} ${warning.shown} ${warning.real}`} className="flex items-start gap-2.5">
          <Icon of={TriangleAlert} className="mt-px" />
          <bdi className="min-w-0 [overflow-wrap:anywhere]">{identityWords.warning(warning)}</bdi>
        </li>
      ))}
    </ul>
  )
}
