/** The `Authentication-Results` field (RFC 8601 §2.2): what a server on the way found out about a message. */

/** RFC 8601 §2.7. `hardfail` is what old servers call `fail`. */
const RESULTS = ['pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'temperror', 'permerror'] as const
export type AuthResult = (typeof RESULTS)[number]

/** One `method=result`. `properties`: `header.from` → its value; names in lower case, values as they were written. */
export type AuthFinding = { method: string; result: AuthResult; properties: ReadonlyMap<string, string> }

/** One field: who says it (lower case), and what. */
export type AuthenticationResults = { authservId: string; findings: AuthFinding[] }

const LONGEST = 16_384 // characters of one field that are read
const MOST = 100 // findings of one field

/** Where a comment or quoted text ends (behind its last character). An unclosed one ends with the value. */
function endOf(value: string, at: number, close: ')' | '"'): number {
  let depth = 0
  for (let index = at + 1; index < value.length; index++) {
    const char = value[index]
    if (char === '\\') index++
    else if (char === '(' && close === ')') depth++
    else if (char === close && depth-- === 0) return index + 1
  }
  return value.length
}

/** The pieces between semicolons: comments are white space, and a semicolon in quotes is none. */
function clausesOf(value: string): string[] {
  const clauses: string[] = []
  let clause = ''
  for (let at = 0; at < value.length; ) {
    const char = value[at] ?? ''
    if (char === '(') {
      at = endOf(value, at, ')')
      clause += ' '
    } else if (char === '"') {
      const end = endOf(value, at, '"')
      clause += value.slice(at, end)
      at = end
    } else {
      if (char === ';') clauses.push(clause)
      clause = char === ';' ? '' : clause + char
      at++
    }
  }
  return [...clauses, clause].map((one) => one.trim())
}

function unquoted(text: string): string {
  return text.replaceAll(/"((?:[^"\\]|\\[\s\S])*)"/g, (_, inner: string) =>
    inner.replaceAll(/\\([\s\S])/g, '$1'),
  )
}

// `dkim = pass`, `dmarc/1=pass`, `header . d=example.org`, `smtp.mailfrom="a b"@example.org`, `…=prvs=1=a@example.org`.
const PAIR =
  /([a-z][\w-]{0,60}(?:\s{0,9}[./]\s{0,9}[\w-]{1,60})?)\s{0,9}=\s{0,9}((?:"(?:[^"\\]|\\.)*"|[^\s"])+)/gi

function findingOf(clause: string): AuthFinding | null {
  const [first, ...rest] = [...clause.matchAll(PAIR)].map(
    ([, name = '', value = '']) => [name.replaceAll(/\s/g, '').toLowerCase(), unquoted(value)] as const,
  )
  if (!first) return null
  const [method = '', version = '1'] = first[0].split('/')
  const word = first[1].toLowerCase() === 'hardfail' ? 'fail' : first[1].toLowerCase()
  const result = RESULTS.find((one) => one === word)
  if (!result || version !== '1') return null
  const properties = new Map<string, string>()
  for (const [name, value] of rest) if (!properties.has(name)) properties.set(name, value)
  return { method, result, properties }
}

/**
 * A field's value (unfolded) → who says what. Findings that can't be read, or of a version that nobody knows
 * (§2.2: it is ignored), are left out. Null where not even the speaker can be read.
 */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  const [head = '', ...clauses] = clausesOf(value.slice(0, LONGEST))
  const [, speaker = '', version = '1'] = /^("(?:[^"\\]|\\.)*"|[^\s="]+)(?:\s+(\d+))?$/.exec(head) ?? []
  const authservId = unquoted(speaker).toLowerCase()
  if (authservId === '' || version !== '1') return null
  const findings = clauses.slice(0, MOST).map(findingOf)
  return { authservId, findings: findings.filter((finding) => finding !== null) }
}
