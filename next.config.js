// architecture.md, "Showing hostile HTML": no script, no form, nothing from elsewhere, whatever the mail says.
const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

/** @type {import('next').NextConfig} */
export default {
  // A second build beside the first (tests, benchmarks) keeps to its own folder.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  reactStrictMode: true,
  reactCompiler: true,
  poweredByHeader: false,
  // `npm run check` types the whole tree, tests included; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // imapflow holds sockets and timers: one copy, outside the bundles.
  serverExternalPackages: ['imapflow', 'nodemailer', 'pino', 'iconv-lite', 'encoding-japanese'],
  experimental: {
    optimizePackageImports: ['lucide-react', 'radix-ui'],
    // Writing the cache takes longer than it saves: a build happens once a release.
    turbopackFileSystemCacheForBuild: false,
    // What a page of ours needs it needs whole: one file compresses better than five, and is one request.
    turbopackChunking: {
      requestCost: 1_000_000,
      minChunkSize: 400_000,
      maxMergeChunkSize: 1_000_000,
      // Of what comes later, what is there already is not fetched once more in another piece.
      generateComponentChunks: true,
    },
  },
  headers: async () => [
    {
      source: '/frame.html',
      headers: [
        { key: 'Content-Security-Policy', value: FRAME_POLICY },
        { key: 'Cache-Control', value: 'no-cache' },
        // Else the names of all links would be looked up: their owners would know that the mail is open.
        { key: 'X-DNS-Prefetch-Control', value: 'off' },
      ],
    },
  ],
}
