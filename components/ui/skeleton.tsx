/** The shape of a line that is on its way. The size comes by `className`; the whole is named by whoever shows it. */
export function Skeleton({ className = '' }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`block rounded-md bg-line/70 motion-safe:animate-pulse ${className}`}
    />
  )
}
