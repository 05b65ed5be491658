/** One event of the stream, parsed. */
import { EVENTS, type LiveEvent } from '#lib/api/events.ts'

/** Parses what a stream said. Null where it isn't one of our events. */
export function eventOf(name: string, data: unknown): LiveEvent | null {
  if (!Object.hasOwn(EVENTS, name)) return null
  const parsed = EVENTS[name as keyof typeof EVENTS].safeParse(data)
  // The schema that parsed it is the one of this name.
  return parsed.success ? ({ name, data: parsed.data } as LiveEvent) : null
}
