/** Domains of addresses: compared in ASCII (RFC 5891), read in Unicode. */

// RFC 1035 §2.3.1, with the underscore of real mail; the top-level domain is no number.
const DOMAIN =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** A domain in any spelling → lower-case ASCII (`xn--…`), or null for anything else. */
export function asciiDomain(domain: string): string | null {
  if (/[\s/?#@:\\[\]%<>]/.test(domain) || domain === '') return null
  try {
    const host = new URL(`https://${domain}`).hostname.replace(/\.$/, '')
    return DOMAIN.test(host) ? host : null
  } catch {
    return null // no domain that could be resolved
  }
}

/** The domain of an address in ASCII, or null. `a@b@example.org` is at example.org. */
export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@')
  return at < 0 ? null : asciiDomain(address.slice(at + 1).trim())
}

/**
 * The domain that somebody registered, so that hosts below it count as one: `news.example.co.uk` → `example.co.uk`. A
 * rule of thumb in place of the list of all registries: two labels, three below `co.uk`, `com.br` and their like.
 */
export function registeredDomain(domain: string): string {
  const labels = domain.split('.')
  const [second = '', top = ''] = labels.slice(-2)
  const shared =
    top.length === 2 && /^(?:ac|co|com|edu|gob|gov|go|gouv|ltd|mil|ne|net|nom|or|org|plc|sch)$/.test(second)
  return labels.slice(shared ? -3 : -2).join('.')
}

const DELIMITER = '-'
const BASE = 36
const HIGHEST = 0x10ffff

/** RFC 3492 §6.1. */
function adapted(delta: number, points: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? 700 : 2))
  rest += Math.floor(rest / points)
  let bias = 0
  for (; rest > 455; bias += BASE) rest = Math.floor(rest / 35)
  return bias + Math.floor((36 * rest) / (rest + 38))
}

function digitOf(char: string | undefined): number {
  const digit = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(char || '?')
  if (digit < 0) throw new RangeError('no punycode')
  return digit
}

/** RFC 3492 §6.2: what stands behind `xn--`, decoded. @throws RangeError */
function decodePunycode(text: string): string {
  const split = text.lastIndexOf(DELIMITER)
  const points = [...text.slice(0, Math.max(0, split))].map((char) => char.codePointAt(0) ?? 0)
  let [point, index, bias] = [128, 0, 72]
  for (let at = split + 1; at < text.length; ) {
    const before = index
    for (let [weight, step] = [1, BASE]; ; step += BASE) {
      const digit = digitOf(text[at++])
      index += digit * weight
      const threshold = Math.min(26, Math.max(1, step - bias))
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    bias = adapted(index - before, points.length + 1, before === 0)
    point += Math.floor(index / (points.length + 1))
    index %= points.length + 1
    if (point > HIGHEST) throw new RangeError('no punycode')
    points.splice(index++, 0, point)
  }
  return String.fromCodePoint(...points)
}

/** `xn--mnchen-3ya.example` → `münchen.example`. Labels that can't be decoded stay as they are. */
export function unicodeDomain(domain: string): string {
  const labels = domain.toLowerCase().split('.')
  const decoded = labels.map((label) => {
    if (!/^xn--.{1,59}$/.test(label)) return label
    try {
      return decodePunycode(label.slice(4))
    } catch {
      return label
    }
  })
  return decoded.join('.')
}
