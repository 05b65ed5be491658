/** Times one thing after the other. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds. */
export type Times = { median: number; p95: number; runs: number }

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/**
 * Runs `work` with 0, 1, 2 … and times each run. The first `warmUp` runs, and `pause` milliseconds
 * of rest before each, don't count.
 */
export async function time(
  work: (run: number) => Promise<unknown>,
  { runs = 15, warmUp = 2, pause = 0 }: { runs?: number; warmUp?: number; pause?: number } = {},
): Promise<Times> {
  const took: number[] = []
  for (let run = 0; run < runs + warmUp; run += 1) {
    if (pause > 0) await sleep(pause)
    const began = performance.now()
    await work(run)
    if (run >= warmUp) took.push(performance.now() - began)
  }
  took.sort((a, b) => a - b)
  return { median: quantile(took, 0.5), p95: quantile(took, 0.95), runs }
}
