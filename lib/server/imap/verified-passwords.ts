/** Which passwords a server took, without keeping them: keyed digests that live as long as the process. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const KEY = randomBytes(32)
const REVERIFY_AFTER = 5 * 60_000
const REFUSED_FOR = 30_000

function digest(password: string): Buffer {
  return createHmac('sha256', KEY).update(password).digest()
}

type Verdict = { digest: Buffer; at: number }

/** The verdicts about one account's passwords. The newest accepted one needs no second look. */
export class VerifiedPasswords {
  #accepted: Verdict[] = []
  #refused: Verdict[] = []

  accept(password: string, now = Date.now()): void {
    const mark = digest(password)
    this.#refused = without(this.#refused, mark)
    this.#accepted = [{ digest: mark, at: now }, ...without(this.#accepted, mark)].slice(0, 8)
  }

  /** A refusal ends the trust in every password: what changed one may have changed all. */
  refuse(password: string, now = Date.now()): void {
    const mark = digest(password)
    this.#accepted = []
    this.#refused = [{ digest: mark, at: now }, ...without(this.#refused, mark)].slice(0, 8)
  }

  accepts(password: string, now = Date.now()): boolean {
    const mark = digest(password)
    return this.#accepted.some(
      ({ digest: known, at }, index) =>
        timingSafeEqual(known, mark) && (index === 0 || now - at < REVERIFY_AFTER),
    )
  }

  /** Refused a moment ago: asking again would only count against the person at the server. */
  refuses(password: string, now = Date.now()): boolean {
    const mark = digest(password)
    return this.#refused.some(
      ({ digest: known, at }) => timingSafeEqual(known, mark) && now - at < REFUSED_FOR,
    )
  }
}

function without(verdicts: Verdict[], mark: Buffer): Verdict[] {
  return verdicts.filter((verdict) => !timingSafeEqual(verdict.digest, mark))
}
