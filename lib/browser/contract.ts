/** The contract's schemas, in one piece that is fetched after the first paint. */
import * as z from 'zod/mini'

// biome-ignore lint/performance/noBarrelFile: one lazily loaded chunk is this file's purpose
// biome-ignore lint/performance/noReExportAll: as above
export * as endpoints from '#lib/api/endpoints.ts'
export { Problem } from '#lib/api/problem.ts'

// The page's CSP has no 'unsafe-eval': without this zod would try, and the browser would report it.
z.config({ jitless: true })
