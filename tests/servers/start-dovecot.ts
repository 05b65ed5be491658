/** Vitest's global set-up: one Dovecot for all files; tests find it by `inject('dovecot')`. */
import type { TestProject } from 'vitest/node'
import { type Dovecot, startDovecot } from './dovecot.ts'

declare module 'vitest' {
  interface ProvidedContext {
    dovecot: Dovecot
  }
}

export default async function setup(project: TestProject) {
  const { server, stop } = await startDovecot()
  project.provide('dovecot', server)
  return stop
}
