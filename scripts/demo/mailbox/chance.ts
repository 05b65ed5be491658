/** Chance that is the same every time: the demo's mailbox never changes but for its dates. */
export type Chance = {
  /** A whole number from `from` to `to`, both included. */
  between: (from: number, to: number) => number
  pick: <T>(from: readonly T[]) => T
}

/** A generator (mulberry32) that begins at `seed`. */
export function chanceFrom(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    between,
    pick: (from) => {
      const chosen = from[between(0, from.length - 1)]
      if (chosen === undefined) throw new Error('nothing to pick from')
      return chosen
    },
  }
}

/** Moments before now. */
export type Calendar = {
  hoursAgo: (hours: number) => Date
  /** `days` days ago at this time of day (UTC). */
  daysAgo: (days: number, time?: string) => Date
  /** A day as people write it, `days` from now: `Wednesday 25 November`. */
  dayIn: (days: number, locale?: string) => string
  /** `20261125T084200Z`, `days` from now at this time. */
  stampIn: (days: number, time: string) => string
}

export function calendarAt(now: Date): Calendar {
  const at = (days: number, time: string) => {
    const date = new Date(now.getTime() + days * 86_400_000)
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    date.setUTCHours(hours, minutes, 17, 0)
    return date
  }
  return {
    hoursAgo: (hours) => new Date(now.getTime() - hours * 3_600_000),
    daysAgo: (days, time = '09:30') => at(-days, time),
    dayIn: (days, locale = 'en-GB') =>
      at(days, '12:00').toLocaleDateString(locale, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        timeZone: 'UTC',
      }),
    stampIn: (days, time) =>
      at(days, time)
        .toISOString()
        .replaceAll(/[-:]|\.\d+/g, ''),
  }
}
