/** A file's name on one line: a long one is cut in its middle, so that its ending, which says what it is, stays. */
export function FileName({ name, className = '' }: { name: string; className?: string }) {
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 12 ? dot : name.length
  return (
    <>
      <span className="sr-only">{name}</span>
      <bdi aria-hidden="true" className={`flex min-w-0 ${className}`}>
        <span className="truncate whitespace-pre">{name.slice(0, ending)}</span>
        <span className="flex-none">{name.slice(ending)}</span>
      </bdi>
    </>
  )
}
