/** Times what is seen: from an event in the page to the paint that answers it. */
import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Resolves to the moment (milliseconds since 1970) right behind the paint in which the condition first holds. */
    benchPainted: (condition: () => boolean) => Promise<number>
    /** From the next event of this type to that moment, in milliseconds. */
    benchTimed: (type: string, condition: () => boolean) => Promise<number>
    benchTook: Promise<number>
  }
}

// Runs in every page before its own scripts.
function install(): void {
  window.benchPainted = (condition) =>
    new Promise((resolve) => {
      // What holds when a frame begins is painted in it, and a message that is sent then arrives behind that paint.
      const look = () => {
        if (!condition()) {
          requestAnimationFrame(look)
          return
        }
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })
  window.benchTimed = (type, condition) =>
    new Promise((resolve) => {
      const heard = async (event: Event) => {
        const began = performance.timeOrigin + event.timeStamp
        resolve((await window.benchPainted(condition)) - began)
      }
      document.addEventListener(type, heard, { capture: true, once: true })
    })
}

export async function installStopwatch(page: Page): Promise<void> {
  await page.addInitScript(install)
}

/** Begins to listen for the next event of this type, whose answer is that the condition holds of this value. */
export async function arm<T>(page: Page, type: string, condition: (of: T) => boolean, of: T): Promise<void> {
  // As source: the page's policy lets no function be made from text in it.
  await page.evaluate(
    `void (window.benchTook = window.benchTimed(${JSON.stringify(type)}, () => (${condition})(${JSON.stringify(of)})))`,
  )
}

/** @returns milliseconds from the event that was listened for to its answer */
export async function took(page: Page): Promise<number> {
  return await page.evaluate(() => window.benchTook)
}

/** @returns the moment (milliseconds since 1970) in which the condition was first seen to hold */
export async function painted(page: Page, condition: () => boolean): Promise<number> {
  return await page.evaluate(`window.benchPainted(${condition})`)
}
