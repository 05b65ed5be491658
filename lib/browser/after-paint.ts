/** What nobody waits for, done once what somebody does wait for is on the screen. */

/** Runs `act` behind the next paint; in a tab that nobody sees, once it is seen. @returns what gives it up */
export function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(act)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
