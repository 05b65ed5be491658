import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

type EmptyStateProps = {
  icon?: LucideIcon
  /** What there is, or isn't, in a few words. */
  title: string
  /** What one can do about it, in one sentence. */
  children?: ReactNode
  /** A button, where there is something to press. */
  action?: ReactNode
}

/** Nothing here, or nothing that can be shown: says which, and what to do. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 px-8 py-12 text-center">
      {icon && <Icon of={icon} size={22} className="mb-1 text-muted" />}
      <p className="text-l font-semibold [overflow-wrap:anywhere]">{title}</p>
      {children && <p className="max-w-sm text-muted [overflow-wrap:anywhere]">{children}</p>}
      {action && <div className="pt-3">{action}</div>}
    </div>
  )
}
