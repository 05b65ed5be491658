/** How wide the folders and the list are on a wide screen, in CSS pixels. */
import type { CSSProperties } from 'react'
import type { Settings } from '#lib/api/settings.ts'

/** A pane whose width one can choose. */
export type Pane = keyof Settings['panes']

/** How wide each may be. */
export const PANES: Record<Pane, { least: number; usual: number; most: number }> = {
  folders: { least: 160, usual: 228, most: 420 },
  list: { least: 280, usual: 392, most: 900 },
}

/** The custom property that says how wide a pane is. */
export function paneStyle(pane: Pane, width: number): [name: string, value: string] {
  return [`--pane-${pane}`, `${width}px`]
}

/** Both of them, for the element around the panes. */
export function panesStyle(panes: Settings['panes']): CSSProperties {
  const all = Object.keys(PANES) as Pane[]
  return Object.fromEntries(all.map((pane) => paneStyle(pane, panes[pane] ?? PANES[pane].usual)))
}

/** The columns of a wide screen; the message has room left, however wide the others were made on a larger one. */
export const COLUMNS =
  'lg:grid-cols-[var(--pane-folders)_min(var(--pane-list),calc(100vw-var(--pane-folders)-320px))_minmax(0,1fr)]'
