import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { settingsFromPage } from '#lib/server/http/page-session.ts'
import './globals.css'

export const metadata: Metadata = {
  title: 'Postern',
  applicationName: 'Postern',
  manifest: '/manifest.webmanifest',
  icons: { icon: '/icon.svg', apple: '/icon-180.png' },
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
  // iOS would turn dates and numbers of a mail into links of its own.
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

// --color-page of globals.css, for what the browser draws round the page.
const PAGE = { light: '#f7f5f2', dark: '#161513' }

/** The browser's own frame follows the chosen theme. */
export async function generateViewport(): Promise<Viewport> {
  const { theme } = await settingsFromPage()
  const bySystem = (['light', 'dark'] as const).map((scheme) => ({
    media: `(prefers-color-scheme: ${scheme})`,
    color: PAGE[scheme],
  }))
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    themeColor: theme === 'system' ? bySystem : PAGE[theme],
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, density } = await settingsFromPage()
  return (
    <html lang="en" data-theme={theme} data-density={density}>
      <body>{children}</body>
    </html>
  )
}
