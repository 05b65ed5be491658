/** Which shared work is under way for whom: whoever asks for the same gets the same. */
import type { SharedWork } from './shared-work.ts'

/** Works of one owner that may go on with nobody waiting for them. */
const MOST_LINGERING = 2

export class RunningWork<Work extends SharedWork> {
  readonly #works = new Map<string, Map<string, Work>>()

  /**
   * The work that runs under this key already, or a new one, begun.
   * @param make is given what the new one has to call when it ends
   * @param onEnd told once, of the work that ended
   */
  of(owner: string, key: string, make: (ended: () => void) => Work, onEnd: (work: Work) => void): Work {
    const works = this.#works.get(owner) ?? new Map<string, Work>()
    const running = works.get(key)
    if (running) return running
    const lingering = [...works.values()].filter(({ lingers }) => lingers)
    for (const one of lingering.slice(0, Math.max(0, lingering.length - MOST_LINGERING + 1))) one.end()
    const work = make(() => {
      if (this.#forget(owner, key, work)) onEnd(work)
    })
    works.set(key, work)
    this.#works.set(owner, works)
    void work.begin()
    return work
  }

  /** @returns whether it was still known */
  #forget(owner: string, key: string, work: Work): boolean {
    const works = this.#works.get(owner)
    if (works?.get(key) !== work) return false
    works.delete(key)
    if (works.size === 0) this.#works.delete(owner)
    return true
  }
}
