/** What is painted, in a component. */

import { useExternalStore } from './external-store.ts'
import { useMailState } from './mail-state.ts'
import type { Painted } from './painted.ts'

/** A new object whenever the truth or what is pending changed. */
export function usePainted(): Painted {
  return useExternalStore(useMailState().painted)
}
