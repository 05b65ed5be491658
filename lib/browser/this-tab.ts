/** What this tab calls itself, so that what it did is told from what another tab did. The same after a reload. */

const KEY = 'postern.tab'

let known: string | undefined

/** This tab, as a UUID. Browser only. */
export function thisTab(): string {
  known ??= kept()
  return known
}

function kept(): string {
  const fresh = crypto.randomUUID()
  try {
    const before = sessionStorage.getItem(KEY)
    if (before) return before
    sessionStorage.setItem(KEY, fresh)
  } catch (error) {
    console.warn('This tab cannot be remembered over a reload.', error)
  }
  return fresh
}
