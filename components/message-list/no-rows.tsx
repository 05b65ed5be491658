// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
'use client'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { RowSkeleton } from './row-skeleton.tsx'
import type { NoRowsProps } from './why-no-rows.tsx'

const loadWhy = () => import('./why-no-rows.tsx').then((module) => module.WhyNoRows)
const WhyNoRows = dynamic(loadWhy)

/** What stands where no rows do: they are on their way, there are none, or why they can't be shown. */
export function NoRows(props: NoRowsProps) {
  const { list, name, gone } = props
  const coming = !gone && !list.error && (list.ids === null || list.search?.state === 'running')
  useEffect(() => {
    // Perhaps there will be none. What fails now is fetched when it is needed.
    if (coming) loadWhy().catch(console.warn)
  }, [coming])
  if (!coming) return <WhyNoRows {...props} />
  return (
    <div role="grid" aria-label={name} aria-busy="true" className="min-h-0 flex-1 overflow-hidden">
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no other name
        <RowSkeleton key={index} index={index} />
      ))}
    </div>
  )
}
