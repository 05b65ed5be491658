import type { ReactNode } from 'react'
import { folderIdOf } from '#lib/api/ids.ts'

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-x={folderIdOf('INBOX')}>
      <body>{children}</body>
    </html>
  )
}
