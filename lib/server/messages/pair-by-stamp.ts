/** Which message became which, told by what stays the same when one is carried. */

/**
 * Pairs messages that went with those that came, both in ascending UID order, by their stamps. Where as many came
 * under a stamp as went, they are those, one for one. Where more or fewer came, nobody can tell which: null. Where
 * none came, the message went somewhere else: it is left out.
 */
export function pairByStamp(
  went: readonly number[],
  stampsBefore: ReadonlyMap<number, string>,
  came: ReadonlyMap<number, string>,
): Map<number, number | null> {
  const paired = new Map<number, number | null>()
  const arrivals = Map.groupBy(came.keys(), (uid) => came.get(uid))
  const departures = Map.groupBy(went, (uid) => stampsBefore.get(uid))
  for (const [stamp, from] of departures) {
    const to = stamp === undefined ? [] : (arrivals.get(stamp) ?? [])
    if (to.length === 0) continue
    for (const [at, uid] of from.entries())
      paired.set(uid, to.length === from.length ? (to[at] ?? null) : null)
  }
  return paired
}
