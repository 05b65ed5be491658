import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { 'server-only': new URL('./tests/servers/empty.ts', import.meta.url).pathname } },
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // One more than the cores that are promised: many files wait for their mail server most of the time.
    maxWorkers: 3,
    maxConcurrency: 8,
    projects: [
      {
        extends: true,
        test: {
          name: 'servers',
          // As with journeys: what fails beside others on a busy machine is tried once more, and is named as retried.
          retry: 1,
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/mail/**'],
          globalSetup: ['tests/servers/start-dovecot.ts'],
        },
      },
      // Pure functions leave nothing behind: a process of its own for each of their files would be most of their time. And
      // they wait for nobody: what fails there once in many runs has found something.
      {
        extends: true,
        test: { name: 'pure', include: ['tests/mail/**/*.test.ts'], isolate: false },
      },
    ],
  },
})
