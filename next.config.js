/** @type {import('next').NextConfig} */
export default {
  // A second build beside the first (tests, benchmarks) keeps to its own folder.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  reactStrictMode: true,
  reactCompiler: true,
  poweredByHeader: false,
  // imapflow holds sockets and timers: one copy, outside the bundles.
  serverExternalPackages: ['imapflow', 'pino', 'iconv-lite', 'encoding-japanese'],
  experimental: { optimizePackageImports: ['lucide-react', 'radix-ui'] },
}
