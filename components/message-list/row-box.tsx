// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
// biome-ignore-all lint/a11y/useFocusableInteractive: of a grid one row takes the focus (ARIA practices, grid), not each cell
'use client'
import { selectRange, selectRow } from './select-rows.ts'

/** What a row's place in the list makes of it. */
export type RowState = {
  selected: boolean
  /** It is the message that is read now. */
  open: boolean
  /** Tab reaches this one of all rows. */
  focusable: boolean
  /** Something is selected: every row shows its box. */
  selecting: boolean
}

type BoxProps = { id: string; unread: boolean; label: string; state: RowState }

/** The dot of what is unread; the row's checkbox in its place on hover, focus, and while something is selected. */
export function RowBox({ id, unread, label, state }: BoxProps) {
  // A finger finds it where the dot is: pressing there begins a selection.
  const shown = state.selecting ? 'opacity-100 pointer-coarse:w-11' : 'opacity-0 pointer-coarse:w-8'
  const dotted = state.selecting ? 'opacity-0' : 'group-hover:opacity-0 group-focus-within:opacity-0'
  return (
    <div role="gridcell" className="w-3 flex-none">
      {unread && (
        <span
          className={`mx-0.5 mt-[5px] block size-2 rounded-full bg-accent pointer-coarse:opacity-100 ${dotted}`}
        />
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the label widens the target of the checkbox in it */}
      <label
        onClick={(event) => event.stopPropagation()}
        className={
          'absolute inset-y-0 start-0 grid w-7 place-items-center group-hover:opacity-100 group-focus-within:opacity-100 ' +
          `has-focus-visible:opacity-100 ${shown}`
        }
      >
        <input
          type="checkbox"
          checked={state.selected}
          tabIndex={state.focusable ? 0 : -1}
          aria-label={label}
          onChange={() => selectRow(id)}
          onClick={(event) => {
            if (!event.shiftKey) return
            event.preventDefault()
            void selectRange(id)
          }}
          className="size-4 accent-accent"
        />
      </label>
    </div>
  )
}
