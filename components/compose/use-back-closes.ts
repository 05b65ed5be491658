import { useEffect, useRef } from 'react'

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
    if (!isHere()) history.pushState({ ...history.state, writing: draftKey }, '', location.href)
    const back = () => {
      if (!isHere()) latest.current()
    }
    addEventListener('popstate', back)
    return () => {
      removeEventListener('popstate', back)
      armed = null
      // Not where it was only drawn anew: going back comes later than what is pushed meanwhile.
      setTimeout(() => {
        if (armed !== draftKey && isHere()) history.back()
      })
    }
  }, [draftKey, isOn])
}
