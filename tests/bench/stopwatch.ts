/** Times one thing after the other. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds. */
export type Times = { median: number; p95: number; runs: number }

/** The value below which `share` (0–1) of the ascending numbers are. */
export function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

type Work = (run: number) => Promise<unknown>
/** `pause`: milliseconds of rest before each run. `apart`: all of ours first, where the floor's runs disturb ours. */
export type Pace = { runs?: number; warmUp?: number; pause?: number; apart?: boolean }

/**
 * Runs ours and the floor with 0, 1, 2 … by turns, so that both meet the same machine, and times each run. The first
 * `warmUp` runs don't count.
 */
export async function timeBoth(
  ours: Work,
  floor: Work,
  { runs = 15, warmUp = 2, pause = 0, apart = false }: Pace = {},
): Promise<{ ours: Times; floor: Times }> {
  const took = { ours: [] as number[], floor: [] as number[] }
  const timed = async (work: Work, times: number[], run: number) => {
    if (pause > 0) await sleep(pause)
    const began = performance.now()
    await work(run)
    if (run >= warmUp) times.push(performance.now() - began)
  }
  for (let run = 0; run < runs + warmUp; run += 1) {
    await timed(ours, took.ours, run)
    if (!apart) await timed(floor, took.floor, run)
  }
  for (let run = 0; apart && run < runs + warmUp; run += 1) await timed(floor, took.floor, run)
  return { ours: timesOf(took.ours), floor: timesOf(took.floor) }
}

/** Of unsorted milliseconds. */
export function timesOf(took: number[]): Times {
  const sorted = took.toSorted((a, b) => a - b)
  return { median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), runs: sorted.length }
}
