/** Postern's mark: a small arched door. A postern is the private door in a wall. */
export function DoorMark({ className = 'size-[22px]' }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`flex-none text-accent ${className}`}
    >
      <path d="M5 21V10a7 7 0 0114 0v11zM5 14h14M12 3v18" />
    </svg>
  )
}
