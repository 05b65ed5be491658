/** The style sheet under every mail: what a mail that says nothing looks like. */

import { BLOCKED } from './clean-mail.ts'
import { foldStyle } from './fold-quotes.ts'

export type FrameLook = {
  /** The app is dark. */
  dark: boolean
  /** The mail is shown in its own colours on light paper, whatever the app is. */
  original: boolean
  /** The app's own colours and font, for mail that brings none. */
  text: string
  muted: string
  accent: string
  line: string
  surface: string
  font: string
}

/** `app`: in the app's own colours. `paper`: in its own, on light paper. `turned`: made for that, turned over. */
export type Dressing = 'app' | 'paper' | 'turned'

/** The text of the style sheet. */
export function baseStyle(dressing: Dressing, look: FrameLook): string {
  const own =
    dressing === 'app'
      ? `html{color-scheme:${look.dark ? 'dark' : 'light'};color:${look.text};line-height:1.6}` +
        `a{color:${look.accent}}blockquote{color:${look.muted}}`
      : 'html{color-scheme:light;color:#1d1b18;line-height:1.45}a{color:#0b6b61}'
  const line = dressing === 'app' ? look.line : '#e8e4de'
  return (
    `${own}html{font-family:${look.font};font-size:15px;background:transparent;-webkit-text-size-adjust:100%}` +
    'body{margin:0;box-sizing:border-box;overflow-wrap:break-word}' +
    'p:first-child{margin-top:0}pre{white-space:pre-wrap}' +
    `img[${BLOCKED}]{background:rgb(127 127 127/.13)}img{max-width:100%}img:not([height]),img[width][height]:not([${BLOCKED}]){height:auto}` +
    `blockquote{margin-inline:0;padding-inline-start:12px;border-inline-start:2px solid ${line}}` +
    foldStyle(dressing === 'app' ? look.muted : '#6b665e', line)
  )
}
