import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { 'server-only': new URL('./tests/servers/empty.ts', import.meta.url).pathname } },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    globalSetup: ['tests/servers/start-dovecot.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // One more than the cores that are promised: many files wait for their mail server most of the time.
    maxWorkers: 3,
    maxConcurrency: 8,
  },
})
