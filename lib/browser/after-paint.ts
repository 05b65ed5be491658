/** What nobody waits for, done once what somebody does wait for is on the screen. */

/** What a person does next is about a page on which all of it is done. */
const NEXT = ['keydown', 'pointerdown'] as const

/**
 * Runs `act` behind the next paint, or before the next key or press, which may come sooner; in a tab that nobody sees, once
 * it is seen. @returns what gives it up
 */
export function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = () => {
    giveUp()
    act()
  }
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run)
  })
  for (const type of NEXT) addEventListener(type, run, { capture: true })
  function giveUp() {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    for (const type of NEXT) removeEventListener(type, run, { capture: true })
  }
  return giveUp
}
