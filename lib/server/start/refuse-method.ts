/** Methods that nothing here has. Next can't carry all of them: of a TRACE it makes a 500 (fetch forbids the word). */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PROBLEMS, type Problem } from '#lib/api/problem.ts'

const KNOWN = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Answers a request whose method no path takes, with 405 (RFC 9110 §15.5.6). @returns whether it did */
export function refuseMethod({ method = '' }: IncomingMessage, response: ServerResponse): boolean {
  if (KNOWN.includes(method)) return false
  const { status, title } = PROBLEMS.method_not_allowed
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    code: 'method_not_allowed',
    detail: title,
  }
  response
    .writeHead(status, {
      Allow: KNOWN.join(', '),
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
    })
    .end(JSON.stringify(problem))
  return true
}
