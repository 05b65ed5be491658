/** A list's rows stay where they are while others come and go (place-keeper.ts). */
import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import type { ConversationRows } from '#lib/mail/conversation-rows.ts'
import { PlaceKeeper } from './place-keeper.ts'

/** What the scroller tells of a mouse over it. */
export type PointerWatch = { onPointerMove: (event: PointerEvent) => void; onPointerLeave: () => void }

/** For as long as this list is on the screen. To be called before whatever asks how far the scroller is scrolled. */
export function useKeptPlace(
  scroller: RefObject<HTMLDivElement | null>,
  { ids, members }: ConversationRows,
  rowHeight: number,
): PointerWatch {
  const [keeper] = useState(() => new PlaceKeeper({ ids, members }))
  useLayoutEffect(() => {
    if (scroller.current) keeper.drawn(scroller.current, { ids, members }, rowHeight)
  }, [scroller, keeper, ids, members, rowHeight])
  useEffect(() => {
    const node = scroller.current
    const look = () => node && keeper.scrolled(node, rowHeight)
    node?.addEventListener('scroll', look, { passive: true })
    return () => node?.removeEventListener('scroll', look)
  }, [scroller, keeper, rowHeight])
  useEffect(() => () => keeper.forget(), [keeper])
  return {
    // A finger points at nothing between two touches.
    onPointerMove: ({ pointerType, clientY }) => keeper.pointerAt(pointerType === 'touch' ? null : clientY),
    onPointerLeave: () => {
      if (scroller.current) keeper.pointerLeft(scroller.current)
    },
  }
}
