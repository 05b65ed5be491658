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
  serverExternalPackages: ['imapflow', 'pino', 'iconv-lite', 'encoding-japanese'],
  experimental: { optimizePackageImports: ['lucide-react', 'radix-ui'] },
}
