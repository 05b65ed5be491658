import { useEffect, useRef } from 'react'
import { onTraversal, pushStep } from '#lib/browser/page-history.ts'

/** The draft whose window has its step in the history. */
let armed: string | null = null

/**
 * While a window lies over the whole page of a phone, Back closes it: it is a step of its own in the history, which goes
 * again when it is closed otherwise. A reload finds it there.
 */
export function useBackCloses(draftKey: string, isOn: boolean, close: () => void): void {
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    if (!isOn) return
    armed = draftKey
    const isHere = () => history.state?.writing === draftKey
    if (!isHere()) pushStep(location.href, { ...history.state, writing: draftKey })
    const back = () => {
      if (!isHere()) latest.current()
    }
    const endTraversals = onTraversal(back)
    return () => {
      endTraversals()
      armed = null
      // Not where it was only drawn anew: going back comes later than what is pushed meanwhile.
      setTimeout(() => {
        if (armed !== draftKey && isHere()) history.back()
      })
    }
  }, [draftKey, isOn])
}
